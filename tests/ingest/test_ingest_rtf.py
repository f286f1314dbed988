import pytest

from pipeline.ingest.limits import Limits
from pipeline.ingest.rtf import read_rtf
from pipeline.model import Line, ReadError, SourceTable

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTime;}{\f2 VNI-Times;}"
    r"{\f3\fcharset163 Arial;}}"
)


def items(body: str):
    return list(read_rtf((HEAD + body + "}").encode("latin-1"), "x").items())


def texts(body: str) -> list[str]:
    return [i.text for i in items(body) if isinstance(i, Line)]


def test_unicode_old_fonts_and_code_pages():
    body = r"\u7910?y ban \f1 nh\'a9n d\'a9n {\f2 t\'e6nh}\f3  \'d0i\'ea\'ccu\par"
    assert texts(body) == ["Ủy ban nhân dân tỉnh Điều"]


def test_skip_after_unicode():
    assert texts(r"\uc2\u7910ab x\par{\uc0\u7910 y}\par") == ["Ủ x", "Ủy"]


def test_looks_breaks_and_pages():
    a, b, c = items(r"\pard\qc\b\fs28 K\'ca HO\line x\par\pard\plain a\b0 b\page c\par")[:3]
    assert (a.text, a.bold, a.centred, a.size) == ("KÊ HO", True, True, 14.0)
    assert (b.text, b.starts) == ("x", None)
    assert (c.text, c.centred, c.bold) == ("ab", False, False)
    assert items(r"a\page b\par")[1].page == 2


def test_what_is_not_text():
    body = (
        r"{\header trang}{\*\generator W;}{\info{\title t}}{\pict 0102}{\v an}{\deleted cu}"
        r"{\field{\*\fldinst PAGE}{\fldrslt 5}}{\*\unknown z}\bin3 {{{ so\par"
    )
    assert texts(body) == ["5 so"]


def test_list_text_is_the_label():
    assert texts(r"{\listtext 1.\tab}M\'f4t\par{\pntext\f0 a)\tab}hai\par") == ["1. Môt", "a) hai"]


def test_footnote_goes_to_the_end():
    *_, last = items(r"A{\footnote chu thich}B\par C\par")
    assert (last.text, last.size) == ("chu thich", 8.0)
    assert texts(r"A{\footnote n}B\par")[0] == "AB"


def test_table():
    row = r"\trowd\clbrdrt\cellx100\cellx200\pard\intbl {0}\cell {1}\par {2}\cell\row"
    body = row.replace("{0}", "TT").replace("{1}", "a").replace("{2}", "b") + row.replace("{0}", "1").replace(
        "{1}", "c"
    ).replace("{2}", "d")
    table, line = items(body + r"\pard sau\par")
    assert isinstance(table, SourceTable)
    assert table.ruled
    assert [[c.text for c in r] for r in table.rows] == [["TT", "a\nb"], ["1", "c\nd"]]
    assert line.text == "sau"


def test_limits_and_damage():
    with pytest.raises(ReadError, match="nested"):
        read_rtf(b"{\\rtf1" + b"{" * 5000 + b"x", "x")
    with pytest.raises(ReadError, match="lines"):
        read_rtf(b"{\\rtf1" + b"a\\par " * 50, "x", Limits(items=10))
    with pytest.raises(ReadError, match="pages"):
        read_rtf(b"{\\rtf1" + b"a\\page " * 50, "x", Limits(pages=10))
    with pytest.raises(ReadError, match="no text"):
        read_rtf(b"{\\rtf1}", "x")
    assert [i.text for i in read_rtf(b"{\\rtf1 a\\par b}}}}} c\\", "x").items()] == ["a", "b c"]
