"""The commands of ``chithi``, one file each.

A command is a module with ``SUMMARY`` (one line), ``EXAMPLE`` (what to type), ``configure(parser)`` that adds its
arguments, and ``execute(args) -> int`` that does it and returns the exit status. Adding one is adding its file and its
name here.
"""

COMMANDS = (
    "run",
    "extract",
    "show",
    "search",
    "continuity",
    "coverage",
    "sources",
    "query",
    "export",
    "evaluate",
    "train",
)
