"""Static files of the pages, collected where the web server serves them from."""

from django.core.management import call_command


def collect() -> None:
    """Copy, name by content and compress what changed."""
    call_command("collectstatic", interactive=False, verbosity=0)
