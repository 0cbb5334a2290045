"""What holds of every Python file: the floor it compiles on, its name, and what the fixtures may know."""

import ast
import re

from tests.repository.sources import ROOT, generated, modules

NAMELESS = re.compile(r"(^|_)(utils?|helpers?|common|managers?|services?|misc)(_|$)", re.IGNORECASE)
ACROSS = (
    "tests/actions/test_every_action",
    "tests/actions/test_later_edition",
    "tests/ledger/test_spec",
    "tests/ledger/test_twin",
)
"""Claims about several modules at once: every action; the way through an edition; the tables and random ledgers that
SQL and judge agree on."""

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")


def test_every_file_compiles_on_the_floor() -> None:
    for module in modules("src", "tests", "bench"):
        compile(module.tree, module.name, "exec", dont_inherit=True)


def test_no_module_or_class_has_a_name_that_says_nothing() -> None:
    named = [(m.name, m.path.stem) for m in modules("src", "tests", "bench")]
    named += [
        (m.name, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name))
        for m in modules("src")
        for node in m.nodes
        if isinstance(node, ast.ClassDef)
    ]
    assert [place for place, name in named if NAMELESS.search(name)] == []


def test_every_module_says_what_it_is() -> None:
    said = {m.name: ast.get_docstring(m.tree) or "" for m in modules("src") if m.name not in generated()}
    assert [name for name, text in said.items() if not text or text.startswith("Placeholder")] == []


def test_nothing_is_left_unfinished() -> None:
    here = "tests/repository/test_sources.py"
    texts = [m for m in modules("src", "tests", "bench") if m.name != here]
    assert [
        f"{m.name}:{n}" for m in texts for n, line in enumerate(m.lines, 1) if UNFINISHED.search(line)
    ] == []


def test_fixture_generators_know_nothing_of_the_program() -> None:
    imports = [
        module.at(node)
        for module in modules("tests/fixtures")
        for node in module.nodes
        if isinstance(node, ast.Import | ast.ImportFrom) and "directbill" in ast.unparse(node)
    ]
    assert imports == []


def test_tests_mirror_the_source() -> None:
    packages = [p for p in (ROOT / "src/directbill").iterdir() if (p / "__init__.py").exists()]
    strangers = []
    for module in modules(*(f"tests/{package.name}" for package in packages)):
        inside = module.path.relative_to(ROOT / "tests").parent
        tested = ROOT / "src" / "directbill" / inside / module.path.stem.removeprefix("test_")
        if (
            module.path.name.startswith("test_")
            and not module.name.startswith(ACROSS)
            and not (tested.with_suffix(".py").exists() or tested.is_dir())
        ):
            strangers.append(module.name)
    assert strangers == []
