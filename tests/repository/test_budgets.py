"""Files and functions stay small: CONTRIBUTING says why and lists the same figures."""

import ast
from collections.abc import Iterator
from statistics import median

import pytest

from tests.repository.sources import Function, Module, generated, length, modules

FILE_STOP, FILE_P95 = 400, 250
FILE_MEDIAN = 100
"""Ratchets: we aim at a median of 80 and never loosen them."""
FUNCTION_STOP, FUNCTION_P95, FUNCTION_MEDIAN = 50, 30, 8
TEST_STOP, TEST_P95, TEST_MEDIAN = 40, 25, 10
PARAMETERS, POSITIONAL = 6, 2
SHAPE = "# shape: "
UNNAMED = ("# table: ", "# sentence: ")
"""Reasons to give up to three parameters by place: a row of a table, or an order that reads as a sentence."""
MOST_UNNAMED = 3
CLICK = ("command", "group", "option", "argument")


def p95(lengths: list[int]) -> int:
    return sorted(lengths)[int(len(lengths) * 0.95)]


def all_functions(*under: str) -> list[tuple[Module, Function]]:
    return [(module, function) for module in modules(*under) for function in module.functions]


def test_no_file_is_longer_than_400_lines() -> None:
    long = {m.name: len(m.lines) for m in modules("src", "tests", "bench") if len(m.lines) > FILE_STOP}
    assert [name for name in long if name not in generated()] == []


def test_most_files_are_short() -> None:
    lengths = [len(m.lines) for m in modules("src") if m.path.name != "__init__.py"]
    assert p95(lengths) <= FILE_P95
    assert median(lengths) <= FILE_MEDIAN


@pytest.mark.parametrize(("under", "stop"), [("src", FUNCTION_STOP), ("tests", TEST_STOP)])
def test_no_function_is_longer_than_its_stop(under: str, stop: int) -> None:
    long = {f"{m.at(f)} {f.name}": length(f) for m, f in all_functions(under) if length(f) > stop}
    assert long == {}


@pytest.mark.parametrize(
    ("under", "p95_aim", "median_aim"),
    [("src", FUNCTION_P95, FUNCTION_MEDIAN), ("tests", TEST_P95, TEST_MEDIAN)],
)
def test_most_functions_are_short(under: str, p95_aim: int, median_aim: int) -> None:
    lengths = [length(f) for m, f in all_functions(under)]
    assert p95(lengths) <= p95_aim
    assert median(lengths) <= median_aim


def is_command(function: Function) -> bool:
    """A click command has as many parameters as it has options, all given by name."""
    decorators = [d.func if hasattr(d, "func") else d for d in function.decorator_list]
    return any(getattr(d, "attr", getattr(d, "id", "")) in CLICK for d in decorators)


def positional(function: Function) -> int:
    arguments = function.args
    return sum(a.arg not in ("self", "cls") for a in (*arguments.posonlyargs, *arguments.args))


def shaped_by_others(module: Module, function: Function) -> bool:
    """A method of a class made to somebody else's pattern (`class Day(click.ParamType)`), or said so on its line."""
    owners = [n for n in module.nodes if isinstance(n, ast.ClassDef) and function in n.body]
    return (
        any("." in ast.unparse(b) for o in owners for b in o.bases)
        or SHAPE in module.lines[function.lineno - 1]
    )


def test_functions_take_few_parameters() -> None:
    many = {
        f"{module.at(function)} {function.name}": count
        for module, function in all_functions("src")
        if (count := positional(function) + len(function.args.kwonlyargs)) > PARAMETERS
        and not is_command(function)
        and not shaped_by_others(module, function)
    }
    assert many == {}


def public_functions(module: Module) -> Iterator[Function]:
    """Functions and methods another module may call."""
    holders: list[ast.Module | ast.ClassDef] = [module.tree]
    holders += [n for n in module.tree.body if isinstance(n, ast.ClassDef) and n.name[0] != "_"]
    for holder in holders:
        yield from (n for n in holder.body if isinstance(n, Function) and n.name[0] != "_")


def reads_by_place(module: Module, function: Function) -> bool:
    """Said on its line: its few parameters stand in an order nobody mistakes."""
    return positional(function) <= MOST_UNNAMED and any(
        reason in module.lines[function.lineno - 1] for reason in UNNAMED
    )


def test_public_functions_take_parameters_by_name_beyond_two() -> None:
    unnamed = {
        f"{module.at(function)} {function.name}": count
        for module in modules("src")
        for function in public_functions(module)
        if (count := positional(function)) > POSITIONAL
        and not is_command(function)
        and not shaped_by_others(module, function)
        and not reads_by_place(module, function)
    }
    assert unnamed == {}
