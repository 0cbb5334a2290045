"""Pages for everybody: what the program is, and the quick check whether a company qualifies."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directbill.core import quick
from directbill.core.edition import Edition
from directbill.core.errors import Fault, Place
from directbill.queries import program
from directbill.records import scope
from directbill.records.words import Language
from directbill.web.access import public
from directbill.web.portal.present import qualify as present
from directbill.web.request import Request
from directbill.web.ui import languages, problems, reading

KEPT = "quick_check"
"""Where the session keeps the answers, so that they are not asked again."""


@public
@require_safe
def start(request: Request) -> HttpResponse:
    """What it is, what it takes, how long, what it costs, what not to do yet."""
    edition = _in_force(request)
    return render(request, "portal/start.html", present.start(edition, reading.texts(request)))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, key: str) -> HttpResponse:
    """One question of the quick check."""
    edition = _in_force(request)
    asked = next((r for r in quick.questions(edition, request.day) if r.key == key), None)
    if asked is None:
        raise Http404
    answers = dict(request.session.get(KEPT, {}))
    texts = reading.texts(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        said = present.figure_of(request.POST.get("answer", ""), texts)
        if quick.readable(asked, said):
            request.session[KEPT] = {**answers, key: said}
            return redirect(_onward(edition, request))
        figure = quick.how(asked) is quick.Asked.FIGURE and request.POST.get("answer")
        code = "quick_no_figure" if figure else "quick_not_answered"
        faults = (Fault(code, Place(column="answer"), request.POST.get("answer", "")),)
        answers[key] = request.POST.get("answer", "")
    context = present.question(asked, answers.get(key, ""), texts=texts, edition=edition, on=request.day)
    context["faults"] = problems.told(faults, texts, fields=True)
    return render(request, "portal/question.html", context, status=422 if faults else 200)


@public
@require_safe
def qualify(request: Request) -> HttpResponse:
    """Go to the first question that is not answered, or to the answer."""
    return redirect(_onward(_in_force(request), request))


@public
@require_safe
def result(request: Request) -> HttpResponse:
    """The answer: whether, why, what instead, how far away."""
    edition = _in_force(request)
    progress = quick.progress(edition, request.session.get(KEPT, {}), on=request.day)
    if progress.verdict is None:
        return redirect(_onward(edition, request))
    return render(
        request, "portal/qualified.html", present.result(progress, edition, texts=reading.texts(request))
    )


@public
@require_POST
def again(request: Request) -> HttpResponse:
    """Forget the answers and begin anew."""
    request.session.pop(KEPT, None)
    return redirect("qualify")


@public
@require_POST
def language(request: Request) -> HttpResponse:
    """Choose the language, and stay on the page."""
    response = redirect(reading.next_page(request, reverse("start")))
    chosen = request.POST.get("language", "")
    if chosen in set(Language):
        languages.choose(response, chosen)
    return response


def _onward(edition: Edition, request: Request) -> str:
    progress = quick.progress(edition, request.session.get(KEPT, {}), on=request.day)
    if progress.following is None:
        return reverse("qualified")
    return reverse("question", args=[progress.following.key])


def _in_force(request: Request) -> Edition:
    """The edition of today, also where the process has done nothing yet since another one came into force."""
    scope.look()
    return program.in_force(request.day)
