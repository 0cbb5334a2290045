"""Stand-in until the sign-in stream lands."""

from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect

from directbill.records.models import Person


def sign_in(request):
    p = Person.objects.get(login=request.GET.get("as", "ada@example.com"))
    login(request, p, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect(request.GET.get("next", "/home/"))


def account(request):
    return HttpResponse("account")
