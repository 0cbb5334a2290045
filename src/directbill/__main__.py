"""The command `directbill`: `--version` answers before anything else is imported."""

import sys

from directbill import __version__

INTERRUPTED = 130


def main() -> None:
    """Run the command line; a bare `--version` needs no parser. Ctrl-C is quiet, even while it still loads."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"directbill {__version__}\n")
        return
    try:
        from directbill.cli import main as command_line  # lazy: click is not needed for --version

        command_line.main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
