"""Every address."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("directbill.web.portal.urls")),
    path("", include("directbill.web.desk.urls")),
    path("", include("directbill.web.assessor.urls")),
    path("", include("directbill.web.signin.urls")),
]

handler400 = "directbill.web.ui.failures.bad_request"
handler403 = "directbill.web.ui.failures.forbidden"
handler404 = "directbill.web.ui.failures.not_found"
handler500 = "directbill.web.ui.failures.server_error"
