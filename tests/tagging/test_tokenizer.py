import pytest

from pipeline.tagging.tokenizer import tokenize

TEXT = "Bộ GD&ĐT: Nghị quyết số 71-NQ/TW,  ngày 10/11/2026 (30/2020/NĐ-CP);\n- mục 2.1. đạt 54,95%…"


@pytest.mark.parametrize("whole", ["GD&ĐT", "71-NQ/TW", "10/11/2026", "30/2020/NĐ-CP", "2.1", "54,95%"])
def test_notations_dates_and_abbreviations_stay_whole(whole: str) -> None:
    assert whole in [t.text for t in tokenize(TEXT)]


def test_offsets_are_exact_and_nothing_but_space_is_lost() -> None:
    tokens = list(tokenize(TEXT))
    assert all(TEXT[t.start : t.end] == t.text for t in tokens)
    assert "".join(t.text for t in tokens) == "".join(TEXT.split())


@pytest.mark.parametrize("text", [TEXT, "", " ", "a  b\n\nc ", " đầu", "tổ\u0302ng"])
def test_spacy_doc_has_the_same_text(text: str) -> None:
    spacy = pytest.importorskip("spacy")
    from pipeline.tagging.tokenizer import DirectiveTokenizer

    doc = DirectiveTokenizer(spacy.vocab.Vocab())(text)
    assert doc.text == text
    assert [t.text for t in doc if not t.text.isspace()] == [t.text for t in tokenize(text)]


def test_language_wraps_the_finder() -> None:
    pytest.importorskip("spacy")
    from pipeline.tagging.language import make_language

    doc = make_language("references")("theo Nghị quyết số 71-NQ/TW ngày 22/8/2025 của Bộ Chính trị")
    assert [(s.text, s.label_) for s in doc.spans["references"]] == [
        ("Nghị quyết số 71-NQ/TW ngày 22/8/2025 của Bộ Chính trị", "numbered")
    ]
