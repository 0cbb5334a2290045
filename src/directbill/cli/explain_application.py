"""`directbill explain application`: the whole story of one application of an installation."""

from dataclasses import dataclass

import click

from directbill.cli import installed, output
from directbill.cli.language import spoken
from directbill.cli.usage import Command
from directbill.documents import story_json, story_sheet, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAsked:
    application: str
    json: bool
    credit: bool
    database: str


PARAMS = [
    click.Argument(["application"], metavar="APPLICATION"),
    click.Option(["--json", "json"], is_flag=True),
    click.Option(["--credit"], is_flag=True),
    installed.database_option(),
]


@click.command("application", cls=Command, record=StoryAsked, params=PARAMS)
def application(asked: StoryAsked) -> None:
    """It reads and changes nothing."""
    with installed.opened(asked.database):
        from directbill.gateways import clock  # lazy: only after Django is set up
        from directbill.queries import days, story  # lazy: only after Django is set up
        from directbill.records import scope  # lazy: only after Django is set up

        with scope.scoped(scope.EVERYONE, read_only=True):
            told = story.of(asked.application, on=days.of(clock.now()), credit=asked.credit)
    catalog = texts.catalog(spoken())
    if asked.json:
        output.deliver(story_json.text(told, catalog), None)
    else:
        output.show(story_sheet.text(told, catalog))
