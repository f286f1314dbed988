"""Access to WordprocessingML elements by their local names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset(("0", "false", "off", "none"))


def name_of(element: _Element) -> str:
    """The local name, empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: _Element, name: str) -> _Element | None:
    """The first child of a name."""
    return element.find(W + name)


def children(element: _Element, name: str) -> Iterator[_Element]:
    """All children of a name."""
    return element.iterchildren(W + name)


def value(element: _Element, name: str = "val") -> str | None:
    """An attribute."""
    return element.get(W + name)


def integer(element: _Element, name: str = "val") -> int | None:
    """An attribute as a whole number, None where it is none."""
    said = (element.get(W + name) or "").strip()
    try:
        return int(float(said)) if len(said) < 12 else None
    except (ValueError, OverflowError):
        return None


def switched_on(element: _Element) -> bool:
    """Whether a toggle such as ``w:b`` is on."""
    return (element.get(W + "val") or "1").lower() not in _OFF
