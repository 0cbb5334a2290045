"""The forms beside the editions: what they ask, whom they serve, and every fault with its key."""

import shutil
import tomllib
from pathlib import Path

import pytest

from directbill.core.edition import Kind
from directbill.core.errors import Refusal
from directbill.core.findings import Phase
from directbill.core.form import TaskKind
from directbill.programs import forms, library
from tests.programs import folders

FAULTS = tomllib.loads((Path(__file__).parent / "form_faults.toml").read_text(encoding="utf-8"))
FORM = "forms/2022-07-01.toml"
PROGRAM = library.load()


def unpublished(tmp_path: Path, program: str = "") -> Path:
    """A copy whose forms may change."""
    where = Path(
        shutil.copytree(library.folder(program) if program else folders.SECOND, tmp_path / "program")
    )
    text = (where / "program.toml").read_text(encoding="utf-8")
    for path in (where / "forms").glob("*.toml"):
        text = text.replace(f'[forms."{path.stem}"]\nsha256 = ', f'[forms."{path.stem}"]\n# ')
    (where / "program.toml").write_text(text, encoding="utf-8")
    return where


def told(where: Path) -> list[tuple[str, str, str, str]]:
    found = forms.faults(where, library.load(where))
    return [(f.code, f.place.file, f.place.column, f.found) for f in found]


def change(where: Path, file: str, old: str, new: str) -> Path:
    text = (where / file).read_text(encoding="utf-8")
    assert old in text
    (where / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return where


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_told_with_its_key(tmp_path: Path, fault: dict[str, str]) -> None:
    file = "forms/2024-04-10.toml" if "of" in fault else FORM
    where = change(unpublished(tmp_path, fault.get("of", "")), file, fault["old"], fault["new"])
    rows = [row for row in told(where) if row[0] != fault.get("also")]
    assert rows == [(fault["code"], file, fault["key"], fault["found"])]


def test_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    where = change(unpublished(tmp_path), FORM, "lapse = 30", "lapse = 20")
    rows = [f.place.row for f in forms.faults(where, library.load(where))]
    assert rows == [folders.line_with(where, FORM, "lapse = 20")]


@pytest.mark.parametrize(
    ("old", "new", "code", "found"),
    [
        ('requirements = ["two_sites"]\n', "", "form_requirement_uncovered", "two_sites"),
        ('answer = "people_named"\n', "", "form_requirement_unanswered", "certified_staff"),
    ],
)
def test_what_an_edition_asks_and_the_form_does_not_is_told_of_every_edition_it_serves(
    tmp_path: Path, old: str, new: str, code: str, found: str
) -> None:
    where = change(unpublished(tmp_path), FORM, old, new)
    rows = [(f.code, f.found, f.params) for f in forms.faults(where, library.load(where))]
    assert rows == [(code, found, {"edition": day}) for day in ("2022-07-01", "2024-01-01")]


def test_a_form_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    where = change(unpublished(tmp_path), FORM, "remind = 7", "remind = seven")
    assert [(f.code, f.place.row) for f in forms.faults(where, library.load(where))] == [
        ("program_not_toml", 4)
    ]
    with pytest.raises(Refusal) as refused:
        forms.of(library.load(where), library.load(where).editions[0], where=where)
    assert refused.value.code == "program_not_toml"


def test_a_published_form_never_changes(tmp_path: Path) -> None:
    where = Path(shutil.copytree(library.folder(), tmp_path / "program"))
    change(where, "forms/2024-04-10.toml", "Who signs the application?", "Who signs?")
    found = forms.faults(where, library.load(where))
    assert [(f.code, f.place.file) for f in found] == [("form_published_changed", "forms/2024-04-10.toml")]
    published = tomllib.loads((where / "program.toml").read_text(encoding="utf-8"))["forms"]["2024-04-10"]
    assert found[0].params == {"published": published["sha256"]}


def test_every_bundled_form_is_published_with_its_digest() -> None:
    for name in library.names():
        where = library.folder(name)
        table = tomllib.loads((where / "program.toml").read_text(encoding="utf-8"))["forms"]
        loaded = library.load(name)
        assert {form: entry["sha256"] for form, entry in table.items()} == {
            form: forms.whole(loaded, form).digest for form in forms.named(where)
        }


@pytest.mark.parametrize(
    ("old", "new", "code", "found"),
    [
        (
            '[forms."2022-07-01"]\n',
            '[forms."2022-07-01"]\n\n[forms."2023-01-01"]\n',
            "form_file_missing",
            "2023-01-01",
        ),
        ('[forms."2022-07-01"]\n', "", "form_unlisted", "2022-07-01"),
        ('[forms."2022-07-01"]\n', '[forms."2022-07-01"]\nsize = 1\n', "program_key_unknown", "size"),
    ],
)
def test_the_forms_listed_are_the_files_there_are(
    tmp_path: Path, old: str, new: str, code: str, found: str
) -> None:
    where = folders.changed(tmp_path, "program.toml", old, new)
    assert [(f.code, f.found) for f in library.read(where)[1]] == [(code, found)]


def test_a_form_is_named_after_an_edition(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, "program.toml", '[forms."2022-07-01"]', '[forms."2022-08-01"]')
    (where / FORM).rename(where / "forms/2022-08-01.toml")
    assert [(f.code, f.found) for f in library.read(where)[1]] == [("form_edition_unknown", "2022-08-01")]


@pytest.mark.parametrize(
    ("edition", "tasks"),
    [
        (
            "2024-04-10",
            "company accounts people support receivables managed_service revenue declaration submit",
        ),
        ("2025-10-01", "company accounts people designation security revenue declaration submit"),
    ],
)
def test_an_edition_has_its_own_tasks(edition: str, tasks: str) -> None:
    form = forms.of(PROGRAM, library.edition(PROGRAM, edition))
    assert [t.key for t in form.tasks] == tasks.split()


@pytest.mark.parametrize("edition", ["2024-04-10", "2025-10-01"])
def test_every_requirement_to_apply_is_asked_by_one_task(edition: str) -> None:
    rules = library.edition(PROGRAM, edition)
    asked = [key for t in forms.of(PROGRAM, rules).tasks for key in t.requirements]
    wanted = [r.key for r in rules.requirements if r.phases[0] is Phase.TO_APPLY]
    assert sorted(asked) == sorted(wanted)


def test_an_attested_requirement_is_answered_by_a_field() -> None:
    for rules in PROGRAM.editions[-2:]:
        attested = {r.key for r in rules.requirements if r.kind is Kind.ATTESTATION}
        tasks = [t for t in forms.of(PROGRAM, rules).tasks if attested & set(t.requirements)]
        assert [t.key for t in tasks if not t.answer] == []


def test_an_edition_before_the_first_form_has_none() -> None:
    with pytest.raises(Refusal) as refused:
        forms.of(PROGRAM, library.edition(PROGRAM, "2023-04-24"))
    assert (refused.value.code, refused.value.faults[0].found) == ("form_none", "2023-04-24")


def test_a_later_edition_without_a_form_is_served_by_the_one_before() -> None:
    second = library.load(folders.SECOND)
    served = [forms.of(second, e, where=folders.SECOND) for e in second.editions]
    assert [(f.name, f.edition, len(f.tasks)) for f in served] == [
        ("2022-07-01", "2022-07-01", 4),
        ("2022-07-01", "2024-01-01", 4),
    ]


def test_a_task_whose_requirements_an_edition_does_not_have_is_left_out_and_not_waited_for() -> None:
    later = library.edition(PROGRAM, "2025-10-01")
    form = forms.fitted(forms.whole(PROGRAM, "2024-04-10"), later)
    assert [t.key for t in form.tasks] == [
        "company",
        "accounts",
        "people",
        "revenue",
        "declaration",
        "submit",
    ]
    declaration = form.task("declaration")
    assert declaration is not None
    assert declaration.after == ("company", "accounts", "people", "revenue")


def test_a_program_may_have_a_form_of_quite_another_shape() -> None:
    second = library.load(folders.SECOND)
    form = forms.of(second, second.editions[0], where=folders.SECOND)
    assert [(t.key, t.kind) for t in form.tasks] == [
        ("premises", TaskKind.ACCOUNTS),
        ("staff", TaskKind.ANSWERS),
        ("volume", TaskKind.LEDGER),
        ("hand_in", TaskKind.SUBMIT),
    ]
    assert form.of_kind(TaskKind.PEOPLE) is None
    assert form.clock.lapse == 30
