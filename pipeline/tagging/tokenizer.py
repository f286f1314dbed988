"""An offset-exact tokenizer for directives: ``71-NQ/TW``, ``10/11/2026`` and ``GD&ĐT`` stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

LETTER = r"[^\W\d_]"
NOTATION = rf"\d+[a-zđ]?(?:\.\d+)?(?:/\d{{4}})?[-/]{LETTER}[\w&]*(?:[-/]{LETTER}[\w&]*)*"
DATE = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}/\d{4}"
AMOUNT = r"\d+(?:[.,]\d+)*%?"
SECTION_LABEL = r"\d+(?:\.\d+)+"
WORD = rf"{LETTER}[\w\u0300-\u036f]*(?:&{LETTER}\w*)*"
TOKEN = re.compile(rf"{WORD}|\s+|{NOTATION}|{DATE}|{SECTION_LABEL}|{AMOUNT}|\.{{2,}}|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a text without white space, left to right; ``text[t.start:t.end] == t.text`` for all.

    Example:
        >>> [t.text for t in tokenize("Bộ GD&ĐT (71-NQ/TW) ngày 10/11/2026.")]
        ['Bộ', 'GD&ĐT', '(', '71-NQ/TW', ')', 'ngày', '10/11/2026', '.']
    """
    for match in TOKEN.finditer(text):
        if not match[0].isspace():
            yield Token(match[0], match.start(), match.end())


class DirectiveTokenizer:
    """The same tokens as a spaCy tokenizer; white space other than one blank becomes a token, so no offset is lost."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Makes a Doc whose text is exactly the text given."""
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        for piece in TOKEN.findall(text):
            if words and not spaces[-1] and piece[0] == " " and not words[-1].isspace():
                spaces[-1] = True
                piece = piece[1:]
            if piece:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to save: the grammar is code."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> DirectiveTokenizer:
        """Nothing to load."""
        return self

    def to_disk(self, _path: object, **_: Any) -> None:
        """Nothing to save: the grammar is code."""

    def from_disk(self, _path: object, **_: Any) -> DirectiveTokenizer:
        """Nothing to load."""
        return self
