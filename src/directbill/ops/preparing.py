"""What comes before serving, in a process of its own with the owner's rights: migrations, then static files.

`python -m directbill.ops.preparing [--migrate]`. Without `--migrate` it only says how many migrations are pending.
"""

import os
import sys

from directbill.ops.told import say, telling

EVERY = 20
"""Steps between two lines: a first start has nearly a hundred."""


def main() -> None:
    """Migrate where told to, else count; then collect the static files."""
    os.environ["DIRECTBILL_AS_OWNER"] = "yes"
    import django  # lazy: the environment comes first

    django.setup()
    from directbill.ops import migrating, static  # lazy: only after Django is set up
    from directbill.queries import installation  # lazy: only after Django is set up

    if "--migrate" in sys.argv:
        migrating.migrate(os.environ["DATABASE_URL"], _migrated)
    elif pending := installation.pending():
        say(pending=len(pending))
        return
    static.collect()
    say(pending=0)


def _migrated(done: int, total: int, name: str) -> None:
    if done == total or done % EVERY == 0:
        say(key="serve.migrating", done=done, total=total, name=name)


if __name__ == "__main__":
    telling(main)
