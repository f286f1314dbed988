"""What a letterhead says, and what has been read of one so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.structure.frame.fragments import Fragment

HeadRole = Literal["head", "title", "addressees"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head says.

    `bodies` are the left head's names as printed, parent first; `roles` names the items of the head by their position,
    `end` is the position of the first item after it.
    """

    parent: str | None = None
    issuer: str | None = None
    number: str | None = None
    notation: str | None = None
    type: str | None = None
    title: str | None = None
    place: str | None = None
    issued: str | None = None
    addressees: tuple[str, ...] = ()
    party: bool = False
    bodies: tuple[str, ...] = ()
    roles: dict[int, HeadRole] = field(default_factory=dict)
    end: int = 0


@dataclass(slots=True)
class Reading:
    """What has been read so far."""

    pieces: list[Fragment]
    names: list[str] = field(default_factory=list)
    number: str | None = None
    notation: str | None = None
    place: str | None = None
    issued: str | None = None
    dated: bool = False
    motto: bool = False
    party: bool = False
    kind: str | None = None
    title: str | None = None
    subject: list[Fragment] = field(default_factory=list)
    addressees: tuple[str, ...] = ()
    roles: dict[int, HeadRole] = field(default_factory=dict)
    end: int = 0

    @property
    def begun(self) -> bool:
        """Whether a sure mark of a letterhead has been seen."""
        return self.motto or self.notation is not None or self.dated

    def take(self, start: int, end: int, role: HeadRole = "head") -> int:
        """Give the pieces of a range their role; its end."""
        for piece in self.pieces[start:end]:
            for index in range(piece.index, piece.last + 1):
                self.roles.setdefault(index, role)
            self.end = max(self.end, piece.last + 1)
        return end
