"""What a review asks again, before its certification: each task, how far it is, and where it is answered."""

from directbill.access.permissions import Permission
from directbill.core.application import TaskStanding, TaskState
from directbill.documents.texts import Catalog
from directbill.queries import declared
from directbill.records.models import Item
from directbill.web.portal.company import Company
from directbill.web.portal.present.tasks import Row
from directbill.web.ui.itemized import View


def listed(view: View, row: Item, *, company: Company) -> tuple[Row, ...]:
    """The tasks of a review whose certification is still to be given; of anything else nothing."""
    found = declared.certifies(view.owner)
    if found is None or found.id != row.id:
        return ()
    altered = set(declared.altered(view.owner))
    may = company.may(Permission.ANSWERS_CHANGE)
    return tuple(
        Row(
            key=each.task.key,
            name=view.texts.own(each.task.title),
            state=each.state.value,
            said=view.texts.say(f"review_again.{_state(each, altered)}"),
            why=_why(each, view.texts),
            url=company.url("application_task", view.owner.reference, each.task.key) if may else "",
        )
        for each in declared.standings(view.owner)
    )


def _state(standing: TaskStanding, altered: set[str]) -> str:
    if standing.state is not TaskState.DONE:
        return "open"
    return "changed" if standing.task.key in altered else "answered"


def _why(standing: TaskStanding, texts: Catalog) -> str:
    """What is wrong with it, or what is asked."""
    if standing.state is TaskState.PROBLEM and standing.faults:
        return texts.error(standing.faults[0])[0]
    return texts.own(standing.task.help) if standing.state is not TaskState.DONE else ""
