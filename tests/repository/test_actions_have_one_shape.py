"""Every public function of actions/*.py is an action, and every action has the one shape of CONTRIBUTING."""

import ast
from collections.abc import Iterator

import pytest

from tests.actions.examples import all_examples
from tests.repository.sources import Function, Module, called, modules

ACTIONS = "src/directbill/actions"
CLOCKS = {"now", "today", "utcnow", "time"}
REQUESTS = {"django.http", "django.shortcuts", "django.views", "ninja"}
WORKS = {"work.on", "scope.scoped"}
"""What opens the transaction of an action, in a scope."""


def action_modules() -> list[Module]:
    """One module a noun; what they share lives in actions/shape."""
    return [m for m in modules(ACTIONS) if m.path.parent.name == "actions" and m.path.name != "__init__.py"]


def actions() -> Iterator[tuple[Module, Function]]:
    for module in action_modules():
        yield from ((module, n) for n in module.tree.body if isinstance(n, Function) and n.name[0] != "_")


def opened(node: ast.AST) -> Iterator[ast.Call]:
    """What opens a transaction in a node, without what is opened inside of that."""
    for child in ast.iter_child_nodes(node):
        calls_ = [i.context_expr for i in child.items] if isinstance(child, ast.With) else []
        works = [c for c in calls_ if isinstance(c, ast.Call) and ast.unparse(c.func) in WORKS]
        yield from works or opened(child)


ALL = [pytest.param(m, f, id=f"{m.path.stem}:{f.name}") for m, f in actions()]


@pytest.mark.parametrize(("module", "action"), ALL)
class TestEveryAction:
    def test_it_is_told_everything_by_name(self, module: Module, action: Function) -> None:
        arguments = action.args
        assert (arguments.posonlyargs, arguments.args, arguments.vararg, arguments.kwarg) == (
            [],
            [],
            None,
            None,
        )

    def test_who_acts_and_when_are_told_last_and_must_be(self, module: Module, action: Function) -> None:
        named = {a.arg: ast.unparse(a.annotation) if a.annotation else "" for a in action.args.kwonlyargs}
        assert list(named.items())[-2:] == [("by", "Actor"), ("at", "datetime")]
        assert action.args.kw_defaults[-2:] == [None, None]
        assert "request" not in named

    def test_it_says_what_it_does_and_gives_something_back(self, module: Module, action: Function) -> None:
        assert (ast.get_docstring(action) or "")[:1].isupper()
        assert action.returns is not None

    def test_it_works_in_one_transaction_of_its_own_scope(self, module: Module, action: Function) -> None:
        assert len(list(opened(action))) == 1

    def test_it_asks_for_one_permission_where_it_asks_for_any(self, module: Module, action: Function) -> None:
        asked = [ast.unparse(w.args[1]) for w in opened(action) if ast.unparse(w.func) == "work.on"]
        assert [
            name for name in asked if not name.startswith(("Permission.", "deeds.permission(", "deeds.of_"))
        ] == []

    def test_it_is_named_by_its_verb(self, module: Module, action: Function) -> None:
        assert not action.name.startswith(("do_", "handle_", "process_", "get_", "set_"))


def test_every_action_has_an_example() -> None:
    """Where one is missing: add it to tests/actions/examples/<module>.py, as the examples there show."""
    assert {f"{m.path.stem}:{f.name}" for m, f in actions()} == set(all_examples())


def imported(module: Module) -> set[str]:
    names = set()
    for node in module.nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_no_action_knows_of_requests_or_asks_the_clock() -> None:
    reaching = {m.name: imported(m) & (REQUESTS | {"directbill.gateways.clock"}) for m in modules(ACTIONS)}
    assert {name: found for name, found in reaching.items() if found} == {}
    assert [m.at(c) for m in modules(ACTIONS) for c in m.calls if called(c) in CLOCKS] == []


def test_events_are_written_in_one_place() -> None:
    writing = [
        m.at(c)
        for m in modules("src")
        for c in m.calls
        if ast.unparse(c.func).startswith("Event.objects.") and called(c) not in ("filter", "order_by", "all")
    ]
    assert [place.partition(":")[0] for place in writing] == ["src/directbill/actions/shape/audit.py"]


def test_the_kind_of_an_event_is_the_module_and_the_function_that_writes_it() -> None:
    """`audit.write("partner:register", ...)` stands in `register` of partner.py."""
    astray = []
    for module, action in actions():
        kinds = [
            c.args[0]
            for c in ast.walk(action)
            if isinstance(c, ast.Call) and ast.unparse(c.func) == "audit.write"
        ]
        said = [k.value for k in kinds if isinstance(k, ast.Constant)]
        astray += [
            f"{module.at(action)} {kind}" for kind in said if kind != f"{module.path.stem}:{action.name}"
        ]
    assert astray == []


def test_no_view_opens_a_transaction() -> None:
    opening = [
        m.at(c)
        for m in modules("src/directbill/web")
        for c in m.calls
        if ast.unparse(c.func) in ("transaction.atomic", "atomic", "work.on")
    ]
    assert opening == []
