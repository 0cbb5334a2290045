"""Every address."""

from django.urls import include, path

from directbill.web import signin_stub

urlpatterns = [
    path("", include("directbill.web.portal.urls")),
    path("", include("directbill.web.desk.urls")),
    path("sign-in/", signin_stub.sign_in, name="sign_in"),
    path("account/", signin_stub.account, name="account"),
]
for name in ("lines", "revenue", "messages", "people"):
    urlpatterns.append(path(f"c/<str:company>/{name}/", signin_stub.account, name=name))
urlpatterns.append(path("desk/conversations/", signin_stub.account, name="desk_conversations"))

handler400 = "directbill.web.ui.failures.bad_request"
handler403 = "directbill.web.ui.failures.forbidden"
handler404 = "directbill.web.ui.failures.not_found"
handler500 = "directbill.web.ui.failures.server_error"
