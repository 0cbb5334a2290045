"""The addresses of the desk's pages."""

from django.urls import path

from directbill.web.desk.views import applications

urlpatterns = [
    path("desk/", applications.listed, name="desk"),
]
