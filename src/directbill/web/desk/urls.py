"""The addresses of the desk's pages."""

from django.urls import path

from directbill.web.desk.views import applications, conversations

urlpatterns = [
    path("desk/", applications.listed, name="desk"),
    path("desk/conversations/", conversations.listed, name="desk_conversations"),
    path("desk/conversations/<uuid:partner>/<uuid:key>/", conversations.one, name="desk_conversation"),
]
