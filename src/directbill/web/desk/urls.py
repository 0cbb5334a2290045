"""The addresses of the desk's pages."""

from django.urls import path

from directbill.web.desk import keys
from directbill.web.desk.views import (
    applications,
    assessors,
    attention,
    bureau,
    conversations,
    editions,
    enrollments,
    evidence,
    issued,
    items,
    ledger,
    people,
    registers,
    saved_views,
)

ENROLLMENT = "desk/enrollments/<str:enrollment>"
RESTRICTION = f"{ENROLLMENT}/restrictions/<int:number>"

urlpatterns = [
    path("bureau/reports/", bureau.reports, name="bureau_reports"),
    path("desk/", applications.listed, name="desk"),
    path("desk/queue/views/", saved_views.listed, name="desk_saved_views"),
    path("desk/queue/", items.queued, name="desk_queue"),
    path("desk/applications/<uuid:key>/", items.application, name="desk_application"),
    path("desk/enrollments/", enrollments.listed, name="desk_enrollments"),
    path(f"{ENROLLMENT}/", enrollments.one, name="desk_enrollment"),
    path(f"{ENROLLMENT}/restrict/", enrollments.propose, name="desk_restrict"),
    path(f"{RESTRICTION}/", enrollments.restriction, name="desk_restriction"),
    path(f"{RESTRICTION}/customers/", enrollments.customers, name="desk_restriction_customers"),
    path(f"{RESTRICTION}/customers/csv/", enrollments.sheet, name="desk_restriction_sheet"),
    path(f"{RESTRICTION}/customers/<str:lang>/", enrollments.notice, name="desk_restriction_notice"),
    path(f"{RESTRICTION}/<str:verb>/", enrollments.deed, name="desk_restriction_deed"),
    path("desk/keys/", keys.shown, name="desk_keys"),
    path("desk/applications/<uuid:key>/presence/", items.present, name="desk_presence"),
    path("desk/applications/<uuid:key>/messages/", items.talk, name="desk_talk"),
    path("desk/applications/<uuid:key>/<str:item>/", items.one, name="desk_item"),
    path("desk/applications/<uuid:key>/<str:item>/assign/", items.assign, name="desk_assign"),
    path("desk/applications/<uuid:key>/<str:item>/report/", assessors.report, name="desk_report"),
    path("desk/applications/<uuid:key>/<str:item>/papers/<int:number>/", issued.one, name="desk_paper"),
    path(
        "desk/applications/<uuid:key>/<str:item>/papers/<int:number>/<str:lang>/",
        issued.file,
        name="desk_paper_file",
    ),
    path("desk/applications/<uuid:key>/<str:item>/text/<str:lang>/", issued.text, name="desk_text"),
    path("desk/applications/<uuid:key>/<str:item>/figure/", ledger.figure, name="desk_figure"),
    path("desk/applications/<uuid:key>/<str:item>/figure/line/", ledger.line, name="desk_line"),
    path("desk/applications/<uuid:key>/<str:item>/plans/", items.plans, name="desk_plans"),
    path("desk/applications/<uuid:key>/<str:item>/appoint/", assessors.appoint, name="desk_appoint"),
    path(
        "desk/applications/<uuid:key>/<str:item>/nonconformities/<uuid:one>/",
        assessors.nonconformity,
        name="desk_nonconformity",
    ),
    path("desk/applications/<uuid:key>/<str:item>/snooze/", attention.aside, name="desk_snooze"),
    path("desk/applications/<uuid:key>/<str:item>/escalate/", attention.escalate, name="desk_escalate"),
    path("desk/applications/<uuid:key>/<str:item>/hand-over/", attention.hand_over, name="desk_hand_over"),
    path("desk/away/", attention.away, name="desk_away"),
    path("desk/applications/<uuid:key>/<str:item>/<str:verb>/", items.deed, name="desk_deed"),
    path("desk/applications/<uuid:key>/<str:item>/link/send/", registers.link, name="desk_mailbox"),
    path("desk/applications/<uuid:key>/<str:item>/ask/<str:kind>/", registers.ask, name="desk_register"),
    path("desk/editions/", editions.listed, name="desk_editions"),
    path("desk/editions/<str:edition>/", editions.one, name="desk_edition"),
    path("desk/evidence/<uuid:key>/", evidence.file, name="desk_evidence"),
    path("desk/conversations/", conversations.listed, name="desk_conversations"),
    path("desk/conversations/<uuid:partner>/<uuid:key>/", conversations.one, name="desk_conversation"),
    path("desk/assessors/", assessors.listed, name="desk_assessors"),
    path("desk/assessors/<uuid:key>/", assessors.one, name="desk_assessor"),
    path("desk/people/", people.people, name="desk_people"),
    path("desk/people/invitations/<uuid:key>/", people.invitation, name="desk_invitation"),
]
