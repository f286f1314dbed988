"""Office files that open with a password: Word files of today and of 1997 to 2003."""

from __future__ import annotations

import io
import struct

from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.sniff import sniff
from pipeline.model import ReadError

ENCRYPTED = "encrypted; give its password with --password"
WRONG = "encrypted, and the password given does not open it"
_UNKNOWN = "encrypted in a way that is not supported; save it without a password"
_FLAGS, _ENCRYPTED_FLAG = 10, 0x100


def is_encrypted(data: bytes, kind: str) -> bool:
    """Whether an Office file, as ``sniff`` named it, has to be decrypted before it is read.

    Example:
        >>> is_encrypted(b"", "encrypted"), is_encrypted(b"", "docx")
        (True, False)
    """
    if kind != "doc":
        return kind == "encrypted"
    from pipeline.ingest.ole import CompoundFile

    try:
        document = CompoundFile(data).stream("WordDocument") or b""
        return bool(struct.unpack_from("<H", document, _FLAGS)[0] & _ENCRYPTED_FLAG)
    except (ReadError, struct.error, IndexError, ValueError):
        return False


def decrypt(data: bytes, password: str | None, limits: Limits = LIMITS) -> bytes:
    """The file without its protection; it is held in memory only.

    Raises:
        ReadError: no password is given, it is not the right one, or the file is damaged.
    """
    if password is None:
        raise ReadError(ENCRYPTED)
    try:
        import msoffcrypto
        from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
    except ImportError as e:
        raise ReadError("encrypted, and msoffcrypto-tool is not installed; save it without a password") from e
    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        # Only for today's files is the check of the password an option; for old ones it is always made.
        file.load_key(password=password, **({"verify_password": True} if file.format == "ooxml" else {}))
        file.decrypt(opened)
    except (InvalidKeyError, DecryptionError) as e:
        raise ReadError(WRONG) from e
    except (FileFormatError, ParseError, NotImplementedError) as e:
        raise ReadError(_UNKNOWN) from e
    except Exception as e:
        # The library reads a damaged header into whatever it comes to; none of it is the program's fault.
        raise ReadError("encrypted and damaged; get the file again from its sender") from e
    if opened.tell() > limits.file_bytes:
        raise ReadError(f"{opened.tell():,} bytes (limit {limits.file_bytes:,}); split the file")
    content = opened.getvalue()
    if is_encrypted(content, sniff(content)):
        raise ReadError(_UNKNOWN)
    return content
