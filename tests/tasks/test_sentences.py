from pipeline.tasks.sentences import split_sentences


def sentences(text):
    return [text[a:b] for a, b in split_sentences(text)]


def test_full_stop_before_a_capital_ends_a_sentence():
    assert sentences("Rà soát quy định. Báo cáo kết quả.") == ["Rà soát quy định.", "Báo cáo kết quả."]


def test_closing_mark_of_the_body_belongs_to_its_sentence():
    assert sentences("Triển khai thực hiện./.") == ["Triển khai thực hiện./."]


def test_a_letter_that_counts_ends_a_sentence():
    assert sentences("Rà soát dự án nhóm A, B. Báo cáo kết quả.") == ["Rà soát dự án nhóm A, B.", "Báo cáo kết quả."]


def test_abbreviation_ends_no_sentence():
    assert sentences("Giao UBND TP. Huế chủ trì. Sở Y tế phối hợp.") == [
        "Giao UBND TP. Huế chủ trì.",
        "Sở Y tế phối hợp.",
    ]


def test_stop_inside_brackets_or_quotes_ends_no_sentence():
    text = "Thực hiện chủ đề “Kỷ cương. Trách nhiệm” (năm 2025. Quý I) trên toàn tỉnh."
    assert sentences(text) == [text]


def test_small_letter_goes_on():
    assert sentences("Giải ngân cao nhất. kế hoạch vốn được giao.") == ["Giải ngân cao nhất. kế hoạch vốn được giao."]


def test_bracket_that_never_closes_swallows_nothing():
    assert len(sentences("Rà soát (các quy định. Báo cáo kết quả.")) == 2


def test_offsets_cover_everything_but_space():
    text = "  Rà soát.  Báo cáo. "
    covered = "".join(text[a:b] for a, b in split_sentences(text))
    assert covered.replace(" ", "") == text.replace(" ", "")
