"""The five sample documents: every mention resolves to the source that was found by hand."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.catalogue.lineage import Lineage
from pipeline.catalogue.mentions import citing_document
from pipeline.catalogue.sources import build_catalogue
from pipeline.export.json import to_json
from pipeline.extract import extract

RAW = Path(__file__).parent.parent.parent / "data" / "raw"
TABLE = Path(__file__).parent / "seed_sources.tsv"
MOST_UNSEEN = 0.05
"""Share of mentions that extraction may name otherwise than when the table was written."""


@pytest.fixture(scope="module")
def by_hand():
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return {(stem, key, date): source for stem, key, date, source in rows}


@pytest.fixture(scope="module")
def catalogue():
    paths = sorted(RAW.glob("*.txt"))
    return build_catalogue([citing_document(path.stem, to_json(extract(path))) for path in paths])


@pytest.fixture(scope="module")
def resolved(catalogue):
    """The source of every mention, by how the table names it."""
    found = defaultdict(set)
    for document in catalogue.documents.values():
        for mention in document.mentions:
            source = catalogue.resolved[mention.stem, mention.n]
            found[mention.stem[:3], mention.key, mention.date or ""].add(source)
    return found


@pytest.mark.xdist_group("seeds")
def test_every_mention_has_the_source_found_by_hand(resolved, by_hand):
    known = {at: sources for at, sources in resolved.items() if at in by_hand}
    assert len(known) >= (1 - MOST_UNSEEN) * len(resolved)
    assert {at: sources for at, sources in known.items() if sources != {by_hand[at]}} == {}


@pytest.mark.xdist_group("seeds")
def test_no_source_is_there_twice_and_none_is_two(catalogue, by_hand):
    spellings = defaultdict(set)
    for (stem, key, date), source in by_hand.items():
        spellings[source].add((stem, key, date))
    assert len(catalogue.sources) == len({source.id for source in catalogue.sources})
    assert len(spellings) - 2 <= len(catalogue.sources) <= len(spellings) + 2
    numbered = [source for source in catalogue.sources if source.key]
    assert len({(source.key, source.date, source.issuer) for source in numbered}) == len(numbered)


@pytest.mark.xdist_group("seeds")
def test_the_contradictions_are_reported(catalogue):
    shown = {source.id: [(c.kind, c.values) for c in source.conflicts] for source in catalogue.sources}
    assert {key: conflicts for key, conflicts in shown.items() if conflicts} == {
        "54/2014/NQ-HĐND": [("year", ("54/2014/NQ-HĐND", "2019-12-09"))],
        "144-TB/TU": [("issuers", ("Ban Thường vụ Thành ủy", "Thường trực Thành Ủy"))],
    }


@pytest.mark.xdist_group("seeds")
def test_bodies_of_the_city_are_named_with_it(catalogue):
    issuers = {source.key: source.issuer for source in catalogue.sources}
    assert issuers["2650/QĐ-UBND"] == "Ủy ban nhân dân thành phố Hải Phòng"
    assert issuers["20/NQ-HĐND"] == "Hội đồng nhân dân thành phố Hải Phòng"
    assert issuers["134-KL/TU"] == "Ban Thường vụ Thành ủy Hải Phòng"
    assert issuers["2358/QĐ-BGDĐT"] == "Bộ trưởng Bộ Giáo dục và Đào tạo"


@pytest.mark.xdist_group("seeds")
def test_a_district_directive_goes_back_to_the_central_resolution(catalogue):
    """Through a conclusion and a programme of the city that the corpus does not hold, but whose titles say so."""
    lineage = Lineage(catalogue)
    chain, branch = [], lineage.down("29-NQ/TW")
    while branch.branches:
        (branch,) = branch.branches
        chain.append((branch.node.tier, (*branch.node.held, branch.node.id)[0]))
    assert chain == [("province", "34-CTr/TU"), ("province", "134-KL/TU"), ("district", "001_1cdd3520dbf33d3e")]
