"""Which version of a law is meant where it is cited by its name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass

from pipeline.catalogue.entries import Entry
from pipeline.catalogue.names import Name

OBEYED = frozenset(("cite", "basis"))
"""Relations of a law that is in force: a new one can be carried out before it is."""


@dataclass(frozen=True, slots=True)
class Version:
    """A law as it was passed on a day, in force from another."""

    passed: str
    in_force: str
    entry: Entry


class LawVersions:
    """The laws that are known, by their name."""

    def __init__(self) -> None:
        self._versions: dict[tuple[str, ...], list[Version]] = defaultdict(list)

    def add(self, name: Name, passed: str, in_force: str | None, entry: Entry) -> None:
        """Take in a law; one that is listed twice counts once."""
        known = self._versions[name.words]
        if all(version.entry is not entry for version in known):
            known.append(Version(passed, in_force or passed, entry))
            known.sort(key=lambda version: version.passed)

    def of(self, name: Name, said: str) -> list[Entry]:
        """The laws of a name that were passed on a day or in a year; a day that none was passed on counts as its year.

        Example:
            >>> LawVersions().of(Name(("luật", "giá")), "2023")
            []
        """
        known = self._versions.get(name.words, [])
        exact = [version.entry for version in known if version.passed == said]
        return exact or [version.entry for version in known if version.passed.startswith(said[:4])]

    def then(self, name: Name, latest: str, relations: Set[str]) -> list[Entry]:
        """The versions that a document may mean that was written by a day and cites the law in some relations.

        One that is obeyed is in force; one that is carried out can be the next one too, once that is passed.
        """
        passed = [version for version in self._versions.get(name.words, []) if version.passed <= latest]
        in_force = [version for version in passed if version.in_force <= latest]
        if in_force and (relations <= OBEYED or in_force[-1] is passed[-1]):
            return [in_force[-1].entry]
        return [version.entry for version in passed[-2:]]
