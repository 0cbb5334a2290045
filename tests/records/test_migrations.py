"""The migrations make exactly what the models say."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_the_models_ask_for_no_migration_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", "records", check_changes=True, dry_run=True, verbosity=1)
    assert capsys.readouterr().out == "No changes detected in app 'records'\n"
