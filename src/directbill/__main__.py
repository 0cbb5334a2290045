"""The command `directbill`: `--version` answers before anything else is imported, and Ctrl-C is quiet from here on."""

from directbill.cli import interrupts

interrupts.leave_at_once()

import sys  # noqa: E402 - lazy: nothing comes before the line above

from directbill import __version__  # noqa: E402 - lazy: nothing comes before the line above


def main() -> None:
    """Run the command line; a bare `--version` needs no parser."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"directbill {__version__}\n")
        return
    from directbill.cli import main as command_line  # lazy: click is not needed for --version

    command_line.main()


if __name__ == "__main__":
    main()
