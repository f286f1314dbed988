"""How much of a file a reader takes on; beyond it the file is refused with one clear line."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)B?", re.I)
_FACTOR = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one input file.

    Attributes:
        file_bytes: size of the file itself.
        text_chars: characters of a text, HTML or XML part after decoding.
        unpacked_bytes: all that may come out of one ZIP container (DOCX, ODT, ZIP).
        pack_ratio: largest ratio of unpacked to packed size that is believed, over ``pack_ratio_from`` bytes.
        pack_ratio_from: unpacked size below which the ratio does not matter.
        members: entries of a ZIP container.
        pages: pages of one document.
        pixels: of one picture; an A3 page at 600 dpi has 70 million.
        items: lines and table cells of one document.
        table_cells: cells of one table, spans counted out.
        nesting: depth of tables in tables, archives in archives and mails in mails.
        depth: elements open at once in a web page; parsing takes the square of it.
        seconds: time that an outside converter may take over one file.

    Example:
        >>> Limits(pages=10).pages
        10
    """

    file_bytes: int = 256 * 1024 * 1024
    text_chars: int = 30_000_000
    unpacked_bytes: int = 512 * 1024 * 1024
    pack_ratio: int = 200
    pack_ratio_from: int = 8 * 1024 * 1024
    members: int = 5_000
    pages: int = 3_000
    pixels: int = 80_000_000
    items: int = 400_000
    table_cells: int = 200_000
    nesting: int = 8
    depth: int = 10_000
    seconds: float = 60.0

    def with_settings(self, settings: list[str]) -> Limits:
        """These limits with some set otherwise: each as ``name=value``, sizes also with K, M or G.

        Raises:
            ValueError: there is no such limit, or its value is no number above 0.

        Example:
            >>> Limits().with_settings(["pages=50", "file_bytes=2M"]).file_bytes
            2097152
        """
        known = {field.name: field.type for field in fields(self)}
        changed: dict[str, int | float] = {}
        for setting in settings:
            name, _, value = setting.partition("=")
            name = name.strip().replace("-", "_")
            if name not in known:
                raise ValueError(f"no limit is called {name!r}; there are {', '.join(known)}")
            size = _SIZE.fullmatch(value.strip())
            number = float(size[1]) * _FACTOR[size[2].upper()] if size else 0.0
            if number <= 0:
                raise ValueError(f"{setting}: a number above 0 is wanted, such as {name}=500 or {name}=2M")
            changed[name] = number if known[name] == "float" else int(number)
        return replace(self, **changed)  # type: ignore[arg-type]


LIMITS = Limits()
