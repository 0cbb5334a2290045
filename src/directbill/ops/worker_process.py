"""`python -m directbill.ops.worker_process`: the worker as a process of an installation its environment describes."""

import django

from directbill.ops import parent


def main() -> None:
    """Work until told to stop."""
    django.setup()
    from directbill.ops import worker  # lazy: only after Django is set up

    parent.watch()
    worker.run()


if __name__ == "__main__":
    main()
