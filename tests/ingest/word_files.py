"""Word files made in memory, for the tests of the readers."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def docx(body: str, **parts: str) -> bytes:
    """A Word file; ``parts`` are the insides of numbering, styles, footnotes."""
    buffer = io.BytesIO()
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes"}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", TYPES)
        z.writestr(
            "_rels/.rels",
            f'<Relationships {_PACKAGE}><Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        links = "".join(f'<Relationship Id="r{n}" Type="{_R}/{n}" Target="{n}.xml"/>' for n in parts)
        z.writestr("word/_rels/document.xml.rels", f"<Relationships {_PACKAGE}>{links}</Relationships>")
        z.writestr("word/document.xml", f"<w:document {W} {MC} {WPS} {V}><w:body>{body}</w:body></w:document>")
        for name, inside in parts.items():
            z.writestr(f"word/{name}.xml", f"<w:{roots[name]} {W}>{inside}</w:{roots[name]}>")
    return buffer.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, number: int, level: int = 0) -> str:
    """A list item."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, kind: str, text: str, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    head = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
    return f'<w:lvl w:ilvl="{index}">{head}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, overrides: str = "") -> str:
    """A list."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def restart(level_index: int, start: int) -> str:
    """A start override."""
    return f'<w:lvlOverride w:ilvl="{level_index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
