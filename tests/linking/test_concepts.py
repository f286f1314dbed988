from __future__ import annotations

import pytest

from pipeline.linking.concepts import FACETS, concept_names, find_concepts
from pipeline.linking.profile import enriched
from pipeline.linking.wording import words
from pipeline.text.tables import read_table


@pytest.mark.parametrize(
    ("one", "other", "concept"),
    [
        ("Xử lý tình trạng thừa, thiếu giáo viên", "Tuyển dụng giáo viên", "teachers-staffing"),
        ("Phòng, chống thiên tai", "Khắc phục hậu quả bão", "disasters"),
        ("Giải ngân kế hoạch vốn", "Đẩy nhanh đầu tư công", "public-investment"),
    ],
)
def test_two_wordings_of_one_line_of_work_share_a_concept(one, other, concept):
    assert concept in find_concepts(words(one))
    assert concept in find_concepts(words(other))


def test_of_nested_phrases_the_longest_counts():
    assert find_concepts(words("an toàn giao thông đường bộ")) == ("traffic-safety",)


def test_words_of_no_line_of_work_have_none():
    assert find_concepts(words("Thực hiện tốt các nhiệm vụ được giao")) == ()
    assert enriched(("được", "giao")) == ["được", "giao"]


def test_every_row_of_the_table_can_be_found():
    for row in read_table("concepts.tsv", "pipeline.linking"):
        assert row["facet"] in FACETS
        for phrase in row["phrases"].split("|"):
            assert row["concept"] in find_concepts(words(phrase), row["facet"]), phrase


def test_a_concept_has_one_row_in_its_facet():
    for facet in FACETS:
        assert len(concept_names(facet)) == len(set(concept_names(facet)))
