"""Every refusal the code can raise has its sentences, and every sentence is of a refusal that can be raised."""

import ast
import re
import string
from collections.abc import Iterator

import pytest

from directbill.documents.texts import catalog, languages
from tests.repository.sources import Module, called, modules

ALWAYS = {"file", "row", "column", "found"}
RAISERS = {"refuse", "Fault", "fault"}


ANSWER = re.compile(r"answer_[a-z_]+")
"""The checks of an answer return their code; the fault is made elsewhere."""


def codes_of(call: ast.Call) -> Iterator[str]:
    """The codes a raiser may be called with: the constant, or both of `A if ... else B`."""
    first = call.args[0] if call.args and called(call) in RAISERS else None
    branches = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    yield from (b.value for b in branches if isinstance(b, ast.Constant) and isinstance(b.value, str))


def raised() -> Iterator[tuple[Module, ast.Call, str]]:
    for module in modules("src"):
        yield from ((module, call, code) for call in module.calls for code in codes_of(call))


def returned() -> set[str]:
    """Codes that the checks of an answer return."""
    constants = (
        node.value
        for m in modules("src/directbill/core")
        for node in m.nodes
        if isinstance(node, ast.Constant)
    )
    return {text for text in constants if isinstance(text, str) and ANSWER.fullmatch(text)}


def texts_of(lang: str) -> dict[str, dict[str, str]]:
    """Code to its two sentences."""
    codes: dict[str, dict[str, str]] = {}
    for key, sentence in catalog(lang).texts.items():
        if key.startswith("error."):
            _, code, part = key.split(".")
            codes.setdefault(code, {})[part] = sentence
    return codes


@pytest.mark.parametrize("lang", languages())
def test_every_code_raised_says_what_was_found_and_what_to_do(lang: str) -> None:
    texts = texts_of(lang)
    codes = {code for _, _, code in raised()} | returned()
    assert sorted(code for code in codes if set(texts.get(code, {})) != {"found", "do"}) == []


def test_codes_that_are_chosen_or_returned_are_found_too() -> None:
    codes = {code for _, _, code in raised()} | returned()
    assert {"task_problem", "task_not_done", "answer_no_email", "answer_not_offered"} <= codes


def test_every_text_belongs_to_a_code_the_source_names() -> None:
    named = {
        node.value
        for module in modules("src")
        for node in module.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(texts_of("en").keys() - named) == []


TYPED = re.compile(r"(-{1,2}[a-z]\S* ?\S*|\S*[*/\]:=,]\S*)\)?$")
"""What is to be typed may stand last without a mark that would be typed with it."""


@pytest.mark.parametrize("lang", languages())
def test_every_sentence_begins_with_a_capital_and_ends_with_a_mark(lang: str) -> None:
    said = [s for parts in texts_of(lang).values() for s in parts.values()]
    assert [s for s in said if not (s[0].isupper() or s[0] == "{")] == []
    assert [s for s in said if s[-1] not in ".?!}" and not TYPED.search(s)] == []


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_placeholder_is_given_where_the_code_is_raised() -> None:
    texts, missing = texts_of("en"), []
    for module, call, code in raised():
        given = {keyword.arg for keyword in call.keywords}
        if called(call) == "refuse" and None not in given:
            needed = {name for sentence in texts.get(code, {}).values() for name in placeholders(sentence)}
            lacking = needed - given - ALWAYS
            missing += [f"{module.at(call)} {code}: {sorted(lacking)}"] if lacking else []
    assert missing == []
