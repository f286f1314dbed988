"""Text that any XML reader takes, whatever a document says."""

from __future__ import annotations

import re

_REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""The text, with what XML 1.0 cannot hold shown as the replacement character.

    Example:
        >>> clean("a\x00b\nc")
        'a�b\nc'
    """
    return _REFUSED.sub("\ufffd", text)
