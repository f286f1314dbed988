"""Documents in archives and mails by a path of their own, as if the archive were a folder: ``in/a.zip/plan.docx``."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.sniff import sniff
from pipeline.model import ReadError, what_failed

ARROW = " › "
"""Stands between an archive and what is in it, where people read it."""

_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive: the archive's path, and the document's name within it."""

    container: Path
    inner: str

    @property
    def shown(self) -> str:
        """The name for people.

        Example:
            >>> Member(Path("in/a.zip"), "x/plan.docx").shown
            'a.zip › x/plan.docx'
        """
        return f"{self.container.name}{ARROW}{self.inner}"


def find_member(path: Path) -> Member | None:
    """The member that a path names, None where it names no file's inside.

    Example:
        >>> find_member(Path("data/raw")) is None
        True
        >>> find_member(Path("data/raw/004_afaa5fc56c4b807e.txt/x/y.docx")).inner
        'x/y.docx'
    """
    try:
        if os.path.lexists(path):
            return None
        for folder in path.parents:
            if folder.is_file():
                return Member(folder, path.relative_to(folder).as_posix())
            if folder.is_dir():
                return None
    except (OSError, ValueError):
        pass
    return None


def container_of(path: Path) -> Path:
    """The file that lies in the file system: the path itself, or the archive that it leads into."""
    member = find_member(path)
    return path if member is None else member.container


def shown(path: Path) -> str:
    """A path for people, on one line: ``in/a.zip › plan.docx``.

    Example:
        >>> shown(Path("data/raw/004_afaa5fc56c4b807e.txt/x.docx"))
        'data/raw/004_afaa5fc56c4b807e.txt › x.docx'
    """
    member = find_member(path)
    name = str(path) if member is None else f"{member.container}{ARROW}{member.inner}"
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in name)


def load(path: Path, limits: Limits = LIMITS) -> bytes:
    """A file's content.

    Raises:
        ReadError: it is too large, no file, or cannot be opened.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("not a file")
        if status.st_size > limits.file_bytes:
            raise ReadError(f"{status.st_size:,} bytes (limit {limits.file_bytes:,}); split the file")
        return path.read_bytes()
    except FileNotFoundError as e:
        raise ReadError("no such file") from e
    except OSError as e:
        raise ReadError(f"cannot be opened: {what_failed(e)}") from e
    except ValueError as e:
        raise ReadError(f"cannot be opened: {e}") from e


def load_member(member: Member, password: str | None = None, limits: Limits = LIMITS) -> bytes:
    """The content of a document in an archive.

    Raises:
        ReadError: the archive or what is in it cannot be read.
    """
    from pipeline.ingest.archive import unpack

    name = member.container.name
    wanted = f"{name}/{member.inner}"
    failure = ReadError("no such document in it; look what the archive holds")
    for found, content in unpack(load(member.container, limits), name, password, limits, wanted):
        if isinstance(content, ReadError):
            failure = content
        elif found == wanted:
            return content
    raise failure


def may_hold_documents(path: Path) -> bool:
    """Whether a file begins like an archive or a mail; Word files of today begin like archives too."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return False
    return head.startswith(b"PK") or (sniff(head) == "eml" if head else False)


def list_documents(path: Path, password: str | None = None, limits: Limits = LIMITS) -> list[Path]:
    """The documents in a file by their paths: the file itself, or what an archive or mail holds.

    Raises:
        ReadError: the file cannot be read; what cannot be read in an archive is listed all the same.

    Example:
        >>> list_documents(Path("data/raw/004_afaa5fc56c4b807e.txt"))
        [PosixPath('data/raw/004_afaa5fc56c4b807e.txt')]
    """
    from pipeline.ingest.archive import unpack

    data = load(path, limits)
    kind = sniff(data)
    if kind not in ("zip", "eml"):
        return [path]
    found = [path.parent / name for name, _ in unpack(data, path.name, password, limits)]
    # A page saved as a mail is a page, and what cannot be unpacked at all is told when it is read.
    return [path] if not found or (kind == "eml" and len(found) == 1) else list(dict.fromkeys(found))
