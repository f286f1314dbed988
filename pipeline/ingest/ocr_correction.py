"""Mends what OCR is known to get wrong, by forms that the material is bound to have."""

from __future__ import annotations


def correct(words: list[tuple[str, float]]) -> str:
    """The words of a line, mended, as text.

    Args:
        words: each with its confidence.
    """
    return " ".join(text for text, _ in words)
