"""Every address."""

from django.urls import URLPattern, URLResolver, include, path

from directbill.web import signin_stub

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("directbill.web.portal.urls")),
    path("", include("directbill.web.desk.urls")),
    path("", include("directbill.web.signin.urls")),
]
for name in ("lines", "revenue", "messages"):
    urlpatterns.append(path(f"c/<str:company>/{name}/", signin_stub.to_come, name=name))
urlpatterns.append(path("desk/conversations/", signin_stub.to_come, name="desk_conversations"))

handler400 = "directbill.web.ui.failures.bad_request"
handler403 = "directbill.web.ui.failures.forbidden"
handler404 = "directbill.web.ui.failures.not_found"
handler500 = "directbill.web.ui.failures.server_error"
