"""The addresses of the partner's pages."""

from django.urls import path

from directbill.web.portal.views import (
    applications,
    companies,
    history,
    people,
    public,
    sending,
    signing,
    standing,
    tasks,
)

COMPANY = "c/<str:company>"
APPLICATION = f"{COMPANY}/applications/<str:reference>"

urlpatterns = [
    path("", public.start, name="start"),
    path("language/", public.language, name="language"),
    path("qualify/", public.qualify, name="qualify"),
    path("qualify/again/", public.again, name="qualify_again"),
    path("qualify/result/", public.result, name="qualified"),
    path("qualify/<str:key>/", public.question, name="question"),
    path("home/", companies.home, name="home"),
    path("companies/register/", companies.register, name="company_register"),
    path(f"{COMPANY}/accounts/add/", companies.account, name="account_add"),
    path(f"{COMPANY}/accounts/<uuid:key>/", companies.account, name="account_change"),
    path(f"{COMPANY}/standing/", standing.standing, name="standing"),
    path(f"{COMPANY}/answers/<str:key>/", tasks.task, name="task"),
    path(f"{COMPANY}/people/", people.people, name="people"),
    path(f"{COMPANY}/people/<uuid:key>/", people.one, name="representative"),
    path(f"{COMPANY}/people/invitations/<uuid:key>/", people.invitation, name="invitation_change"),
    path(f"{COMPANY}/applications/", applications.listed, name="applications"),
    path(f"{COMPANY}/applications/begin/", applications.begin, name="application_begin"),
    path(f"{APPLICATION}/", applications.one, name="application"),
    path(f"{APPLICATION}/tasks/<str:key>/", tasks.task, name="application_task"),
    path(f"{APPLICATION}/check/", sending.check, name="application_check"),
    path(f"{APPLICATION}/submit/", sending.submit, name="application_submit"),
    path(f"{APPLICATION}/submitted/", sending.submitted, name="application_submitted"),
    path(f"{APPLICATION}/edition/", applications.edition, name="application_edition"),
    path(f"{APPLICATION}/pdf/", sending.pdf, name="application_pdf"),
    path(f"{APPLICATION}/timeline/", history.timeline, name="application_timeline"),
    path(f"{COMPANY}/timeline/", history.timeline, name="timeline"),
    path(f"{COMPANY}/notices/<uuid:key>/", history.notice, name="notice"),
    path("sign/<str:secret>/", signing.sign, name="sign"),
    path(f"{APPLICATION}/<str:verb>/", sending.verb, name="application_verb"),
]
