"""Pages of what is settled last: conditions, a profile that changed, the agreement and its receipt."""

# ruff: noqa: E501 - table
from collections.abc import Callable

from tests.web.page import Page
from tests.web.story import Story


def step(name: str, key: str, more: str = "") -> Callable[[Story], str]:
    """A step of a company's application, as its people have it."""
    return lambda story: story.application(name, f"progress/{story.keys[key]}/{more}")


SETTLED = (
    Page("application_item", "conditions", "A grant with conditions, each with its own five answers.", step("lamna", "conditional"), who="ada"),
    Page("application_item", "profile", "Two versions of the enrollment form: what was accepted, and what is under review.", step("relecloud", "profile"), who="ada"),
    Page("application_deed", "agreement", "The agreement is read in whole before it is accepted.", step("fourth", "offered", "accept/"), who="ada"),
    Page("application_paper", "receipt", "The receipt of an agreement in force.", step("margie", "in_force"), who="ada"),
)  # fmt: skip
