"""The task list: sections, tasks, and of each what its state is and why."""

from dataclasses import dataclass

from directbill.access.permissions import Permission
from directbill.core import application as applications
from directbill.core.application import Draft, State, TaskStanding, TaskState
from directbill.core.form import Form, TaskKind
from directbill.documents.texts import Catalog
from directbill.records.models import Application
from directbill.web.portal.company import Company

PAGES = {TaskKind.SUBMIT: "application_submit", TaskKind.LEDGER: "ledger"}


@dataclass(frozen=True, slots=True)
class Row:
    """One task. Without an address it cannot be opened yet."""

    key: str
    name: str
    state: str
    said: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """One section of the list."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TaskList:
    groups: tuple[Group, ...]
    done: int
    of: int

    @property
    def complete(self) -> bool:
        return self.done == self.of


def task_list(
    owner: Application, questions: Form, *, said: Draft, company: Company, texts: Catalog
) -> TaskList:
    """The list as it stands. The submission is a task of its own, and not counted as done before it is."""
    standings = applications.tasks(questions, said)
    names = {task.key: texts.own(task.title) for task in questions.tasks}
    editable = State(owner.state) in applications.EDITABLE
    rows = {
        s.task.key: _row(s, owner, names, company=company, texts=texts, editable=editable) for s in standings
    }
    groups = tuple(
        Group(
            texts.own(section.title), tuple(rows[t.key] for t in questions.tasks if t.section == section.key)
        )
        for section in questions.sections
    )
    counted = [s for s in standings if s.task.kind is not TaskKind.SUBMIT]
    return TaskList(groups, sum(s.state is TaskState.DONE for s in counted), len(counted))


def _row(
    standing: TaskStanding,
    owner: Application,
    names: dict[str, str],
    *,
    company: Company,
    texts: Catalog,
    editable: bool,
) -> Row:
    task = standing.task
    refused = task.kind is TaskKind.SUBMIT and not company.may(Permission.APPLICATION_SUBMIT)
    open_ = editable and not refused and standing.state is not TaskState.CANNOT_START
    why = _why(standing, names, texts)
    return Row(
        key=task.key,
        name=names[task.key],
        state=standing.state.value,
        said=texts.say(f"task_state.{standing.state}"),
        why=texts.say("task_why.administrator") if refused and not standing.waits_for else why,
        url=_url(task.kind, task.key, owner, company) if open_ else "",
    )


def _url(kind: TaskKind, key: str, owner: Application, company: Company) -> str:
    if kind is TaskKind.SUBMIT:
        return company.url("application_submit", owner.reference)
    return company.url("application_task", owner.reference, key)


def _why(standing: TaskStanding, names: dict[str, str], texts: Catalog) -> str:
    """What it waits for, or what is wrong with it: no state without its reason."""
    if standing.waits_for:
        return texts.say("task_why.waits", tasks=", ".join(names[key] for key in standing.waits_for))
    if standing.state is TaskState.PROBLEM:
        return texts.error(standing.faults[0])[0]
    return texts.own(standing.task.help) if standing.state is TaskState.NOT_STARTED else ""
