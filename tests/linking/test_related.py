"""Few links between two documents are no links."""

from __future__ import annotations

from pipeline.linking.linktask import LinkDocument, LinkTask
from pipeline.linking.related import RELATED, of_related
from pipeline.model import Link

LATER, EARLIER = LinkDocument("sau", "2025"), LinkDocument("truoc", "2024")
CLOSING = "Các đơn vị nghiêm túc thực hiện Kế hoạch này."


def tasks(count: int) -> list[LinkTask]:
    return [
        LinkTask(document, f"t{n}", n, CLOSING if n == 0 else f"Rà soát việc {n}.")
        for document in (LATER, EARLIER)
        for n in range(count)
    ]


def link(number: int, earlier: str = "truoc") -> Link:
    return Link(("sau", f"t{number}"), (earlier, f"t{number}"), 0.9, "reworded", {})


def test_a_few_links_between_long_documents_are_left_out():
    links = [link(n) for n in range(1, RELATED + 1)]
    assert of_related(links, tasks(20)) == links
    assert of_related(links[1:], tasks(20)) == []


def test_closings_count_for_nothing_but_go_with_the_rest():
    links = [link(n) for n in range(RELATED)]
    assert of_related(links, tasks(20)) == []
    assert of_related([*links, link(RELATED)], tasks(20)) == [*links, link(RELATED)]


def test_short_documents_and_links_within_one_are_kept():
    assert of_related([link(1)], tasks(3)) == [link(1)]
    assert of_related([link(1, "sau")], tasks(20)) == [link(1, "sau")]
