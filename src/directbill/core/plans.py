"""Support plans a program accepts, aspect by aspect. What no source says is not there: it is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass

from directbill.core.edition import Source, Texts


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing in which plans differ."""

    key: str
    title: Texts


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a plan in one aspect, and from where."""

    text: Texts
    source: Source


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan. Its key is the choice by which a contract is recorded."""

    key: str
    facts: Mapping[str, Fact]
    """By the key of the aspect; an aspect no source speaks of is missing."""


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans beside each other, and the field of a record that holds which one it is."""

    choice: str
    aspects: tuple[Aspect, ...]
    plans: tuple[Plan, ...]
