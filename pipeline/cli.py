"""``chithi``: the command line. Parses what was typed and calls the command."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from pipeline.commands import COMMANDS
from pipeline.commands.messages import OK, CommandError, say
from pipeline.model import what_failed

DESCRIPTION = "Turns Vietnamese government directives into structured tasks, with the source behind every cell."
EXAMPLE = "chithi run my-directives --out results"
INTERRUPTED = 130


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="chithi",
        description=DESCRIPTION,
        epilog=f"example:\n  {EXAMPLE}\n\nexit status: 0 all well, 1 some input failed, 2 wrong usage",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="store_true", help="show the version and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for name in COMMANDS:
        module = importlib.import_module(f"pipeline.commands.{name}")
        command = commands.add_parser(
            name,
            help=module.SUMMARY,
            description=module.SUMMARY[0].upper() + module.SUMMARY[1:] + ".",
            epilog=f"example:\n  {module.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.configure(command)
        command.set_defaults(execute=module.execute)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``chithi``; returns the exit status.

    Example:
        >>> main(["evaluate", "no-such-folder"])
        2
    """
    _speak_utf8()
    top = parser()
    args = top.parse_args(arguments)
    if args.version:
        from importlib.metadata import version

        print(f"chithi {version('chithi')}")
        return OK
    if args.command is None:
        top.print_help(sys.stderr)
        return 2
    try:
        status: int = args.execute(args)
        sys.stdout.flush()
        return status
    except CommandError as error:
        say(f"chithi {args.command}: {error}")
        return error.status
    except KeyboardInterrupt:
        say("stopped; what was finished is kept, the same command goes on from there")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output went away (`chithi … | head`); nothing more can be said to them, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"chithi {args.command}: {where}{what_failed(error)}")
        return 1


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
