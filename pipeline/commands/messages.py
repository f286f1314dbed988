"""What the command line says: messages on standard error, data on standard output."""

from __future__ import annotations

import sys
from typing import Any

OK, SOME_FAILED, WRONG_USAGE = 0, 1, 2


class CommandError(Exception):
    """Ends a command with one line: what is wrong, where, what to do."""

    def __init__(self, message: str, status: int = WRONG_USAGE) -> None:
        super().__init__(message)
        self.status = status


def say(message: str) -> None:
    """One line on standard error."""
    print(message, file=sys.stderr, flush=True)


def emit(text: str) -> None:
    """Data on standard output, with a line feed at its end."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def emit_json(value: Any) -> None:
    """Data on standard output, as JSON."""
    import json

    emit(json.dumps(value, ensure_ascii=False, indent=1))
