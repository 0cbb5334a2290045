"""The addresses of the desk's pages."""

from django.urls import path

from directbill.web.desk.views import applications, conversations, people

urlpatterns = [
    path("desk/", applications.listed, name="desk"),
    path("desk/conversations/", conversations.listed, name="desk_conversations"),
    path("desk/conversations/<uuid:partner>/<uuid:key>/", conversations.one, name="desk_conversation"),
    path("desk/people/", people.people, name="desk_people"),
    path("desk/people/invitations/<uuid:key>/", people.invitation, name="desk_invitation"),
]
