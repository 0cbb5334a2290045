"""The addresses of the assessor's pages."""

from django.urls import path

from directbill.web.assessor import booking, views

urlpatterns = [
    path("assess/", views.listed, name="assess"),
    path("assess/<uuid:key>/", views.one, name="assess_one"),
    path("assess/<uuid:key>/declare/", views.declare, name="assess_declare"),
    path("assess/<uuid:key>/criteria/<str:criterion>/", views.criterion, name="assess_criterion"),
    path("assess/<uuid:key>/report/", views.report, name="assess_report"),
    path("assess/<uuid:key>/documents/<uuid:document>/", views.document, name="assess_document"),
    path("assess/<uuid:key>/slots/", booking.offers, name="assess_slots"),
    path(
        "assess/<uuid:key>/nonconformities/<uuid:one>/",
        views.nonconformity,
        name="assess_nonconformity",
    ),
    path("assess/<uuid:key>/<str:verb>/", views.deed, name="assess_deed"),
]
