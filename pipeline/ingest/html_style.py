"""The few things about an HTML element's look that tell something about its text."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.text.numerals import whole

_SIZE = re.compile(r"font-size\s*:\s*([\d.]+)\s*(pt|px)")
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)")
_ALIGN = re.compile(r"text-align\s*:\s*(\w+)")
_BORDER = re.compile(r"border(?:-(?:top|left|right|bottom))?(?:-style)?\s*:\s*([^;]+)")
_BOLD_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_ITALIC_TAGS = frozenset(("i", "em", "cite"))
_POINTS_PER_PIXEL = 0.75


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks, inherited from the elements around it."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    size: float | None = None


@lru_cache(maxsize=4096)
def styled(style: Style, tag: str, css: str, align: str) -> Style:
    """The style inside an element.

    Example:
        >>> styled(Style(), "p", "text-align: center; font-weight: 700", "")
        Style(bold=True, italic=False, centred=True, size=None)
    """
    if tag in _BOLD_TAGS:
        style = replace(style, bold=True)
    elif tag in _ITALIC_TAGS:
        style = replace(style, italic=True)
    elif tag == "center":
        style = replace(style, centred=True)
    if align:
        style = replace(style, centred=align.lower() == "center")
    css = css.lower()
    if not css:
        return style
    if m := _WEIGHT.search(css):
        style = replace(style, bold=m[1] in ("bold", "bolder") or whole(m[1], 0) >= 600)
    if m := _ALIGN.search(css):
        style = replace(style, centred=m[1] == "center")
    if "font-style" in css:
        style = replace(style, italic="italic" in css or "oblique" in css)
    if m := _SIZE.search(css):
        with suppress(ValueError):
            style = replace(style, size=round(float(m[1]) * (_POINTS_PER_PIXEL if m[2] == "px" else 1.0), 1))
    return style


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether an element is not shown.

    Example:
        >>> is_hidden({"style": "display: none"}), is_hidden({})
        (True, False)
    """
    if "hidden" in attributes:
        return True
    css = (attributes.get("style") or "").lower().replace(" ", "")
    return "display:none" in css or "visibility:hidden" in css or "mso-hide:all" in css


def is_bordered(attributes: dict[str, str | None]) -> bool | None:
    """Whether an element draws its borders; None where it does not say.

    Example:
        >>> is_bordered({"border": "1"}), is_bordered({"style": "border:none"}), is_bordered({})
        (True, False, None)
    """
    found = [m[1] for m in _BORDER.finditer((attributes.get("style") or "").lower())]
    if any(not re.match(r"\s*(?:none|0|hidden|initial|medium none)", value) for value in found):
        return True
    border = attributes.get("border")
    if border is not None:
        return border.strip() not in ("0", "0px", "none")
    return False if found else None
