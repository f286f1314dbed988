"""OLE2 compound files: the streams of a Word 97 document, within limits."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from pipeline.ingest.limits import LIMITS, Limits
from pipeline.model import ReadError

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_LAST = 0xFFFFFFFA
_DAMAGED = "damaged Word file; open it in Word or LibreOffice and save it as DOCX"


class CompoundFile:
    """A compound file; streams are read when asked for.

    Raises:
        ReadError: damaged.
    """

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        if not data.startswith(_SIGNATURE) or len(data) < _HEADER:
            raise ReadError(_DAMAGED)
        self._data = data
        self._limits = limits
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ReadError(_DAMAGED)
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        self._sectors = len(data) // self._size + 1
        directory, self._cutoff, mini_fat = struct.unpack_from("<I4xII", data, 48)
        self._fat = self._read_fat()
        self._mini_fat = self._words(b"".join(self._chain(mini_fat)))
        self._entries = self._read_directory(directory)
        root = next(iter(self._entries.values()), (0, 0))
        self._mini = b"".join(self._chain(root[0])) if root[1] else b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise ReadError(_DAMAGED)
        # The last sector is often cut short.
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _words(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _read_fat(self) -> tuple[int, ...]:
        places = [p for p in self._words(self._data[76:_HEADER]) if p < _LAST]
        # What stands behind the table's true length in the header is not always blank.
        places = places[: struct.unpack_from("<I", self._data, 44)[0]]
        extra, count = struct.unpack_from("<II", self._data, 68)
        while extra < _LAST and count > 0 and len(places) <= self._sectors:
            block = self._words(self._sector(extra))
            places += [p for p in block[:-1] if p < _LAST]
            extra, count = block[-1], count - 1
        return self._words(b"".join(self._sector(p) for p in places[: self._sectors]))

    def _chain(self, start: int) -> Iterator[bytes]:
        seen = 0
        while start < _LAST:
            seen += 1
            if seen > self._sectors or start >= len(self._fat):
                raise ReadError(_DAMAGED)
            yield self._sector(start)
            start = self._fat[start]

    def _read_directory(self, start: int) -> dict[str, tuple[int, int]]:
        table = b"".join(self._chain(start))
        count = len(table) // _ENTRY
        entries: dict[str, tuple[int, int]] = {}
        seen: set[int] = set()
        # The root holds the small streams; its children are a tree of siblings. What embedded objects hold is left out.
        waiting = [0]
        while waiting:
            index = waiting.pop()
            if index >= count or index in seen:
                continue
            seen.add(index)
            at = index * _ENTRY
            length, kind = struct.unpack_from("<HB", table, at + 64)
            left, right, child = struct.unpack_from("<III", table, at + 68)
            waiting += [left, right, child] if index == 0 else [left, right]
            if kind in (2, 5) and 2 <= length <= 64:
                name = table[at : at + length - 2].decode("utf-16-le", "replace")
                entries.setdefault(name, struct.unpack_from("<II", table, at + 116))
        return entries

    def stream(self, name: str) -> bytes | None:
        """A stream's bytes, None where there is none of the name."""
        if name not in self._entries:
            return None
        start, size = self._entries[name]
        if size > self._limits.file_bytes:
            raise ReadError(_DAMAGED)
        if size >= self._cutoff:
            return b"".join(self._chain(start))[:size]
        parts: list[bytes] = []
        while start < _LAST and len(parts) * self._mini_size < size:
            if start >= len(self._mini_fat):
                raise ReadError(_DAMAGED)
            parts.append(self._mini[start * self._mini_size : (start + 1) * self._mini_size])
            start = self._mini_fat[start]
        return b"".join(parts)[:size]
