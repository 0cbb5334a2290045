"""Every permission guards something, and nothing is guarded by a word that is no permission."""

import ast
from collections.abc import Iterator

from directbill.access.permissions import Permission
from tests.repository.sources import Module, modules

USERS = (
    "src/directbill/actions",
    "src/directbill/ops",
    "src/directbill/web",
    "src/directbill/cli",
)
DEEDS = "deeds"
"""The table of access/ by which the desk's one action asks for its permissions."""
NAMES = ("Permission", "P")


def named(module: Module) -> Iterator[str]:
    """The permissions a module names."""
    for node in module.nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in NAMES:
            yield node.attr


def test_every_permission_is_asked_for_by_an_action_or_a_page() -> None:
    deeds = [module for module in modules("src/directbill/access") if module.path.stem == DEEDS]
    used = {name for module in (*modules(*USERS), *deeds) for name in named(module)}
    assert sorted(set(Permission.__members__) - used) == []


def test_a_permission_is_noun_and_verb_by_its_name() -> None:
    assert {name: value.value for name, value in Permission.__members__.items()} == {
        name: f"{name.partition('_')[0]}:{name.partition('_')[2]}".lower() for name in Permission.__members__
    }
    assert list(Permission) == sorted(Permission)
