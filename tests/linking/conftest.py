"""Tasks and a small ranker that the linker's tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pipeline.linking.features import pair_features
from pipeline.linking.linktask import LinkDocument, LinkTask
from pipeline.linking.profile import Background, Profile
from pipeline.linking.ranker import Ranker, Trees

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"

EARLIER = (
    "Rà soát, sắp xếp mạng lưới trường, lớp học trên địa bàn huyện.",
    "Tổ chức tiêm phòng dại cho đàn chó, mèo trước ngày 30/6/2025.",
    "Xây dựng kế hoạch phòng cháy, chữa cháy rừng mùa khô 2024 - 2025.",
    "Báo cáo kết quả giải ngân vốn đầu tư công hằng tháng.",
)
LATER = (
    "Đẩy nhanh tiến độ giải ngân vốn đầu tư công; báo cáo kết quả hằng tháng.",
    "Tổ chức tiêm phòng dại cho đàn chó, mèo trước ngày 30/6/2026.",
    "Xây dựng nhà văn hóa thôn, bản.",
    "Xây dựng kế hoạch phòng cháy, chữa cháy rừng mùa khô 2025 - 2026.",
)


def document(stem: str, texts: tuple[str, ...], when: str = "", **fields: object) -> list[LinkTask]:
    """The tasks of a document with these texts."""
    named = LinkDocument(stem, when, **{key: fields.pop(key) for key in ("issuer",) if key in fields})  # type: ignore[arg-type]
    return [
        LinkTask(named, f"t{n:03d}", n - 1, text, **fields)  # type: ignore[arg-type]
        for n, text in enumerate(texts, 1)
    ]


@pytest.fixture
def two_years() -> list[LinkTask]:
    return [*document("kh-2025", EARLIER, "2025-01-10"), *document("kh-2026", LATER, "2026-01-12")]


@pytest.fixture
def profile(two_years: list[LinkTask]) -> Profile:
    return Profile(two_years, Background())


@pytest.fixture
def ranker_above() -> Callable[[float], Ranker]:
    """A ranker that goes by the cosine alone."""

    def make(threshold: float) -> Ranker:
        trees = Trees(
            features=("cosine",),
            feature=np.zeros(1, np.int16),
            threshold=np.array([threshold], np.float32),
            remaining=np.array([0b11111110], np.uint8),
            bounds=np.array([0, 1], np.int32),
            leaves=np.array([[-3, 3, 0, 0, 0, 0, 0, 0]], np.float32),
            baseline=0.0,
            runs=1,
        )
        return Ranker(trees, Background(), 0.5)

    return make


@pytest.fixture
def all_pairs(profile: Profile) -> Callable[[], dict[str, np.ndarray]]:
    """The features of every later task with every earlier one, as squares: ``[later, earlier]``."""

    def features() -> dict[str, np.ndarray]:
        a, b = np.repeat(np.arange(4, 8), 4), np.tile(np.arange(4), 4)
        return {name: column.reshape(4, 4) for name, column in pair_features(profile, a, b, np.zeros(16, int)).items()}

    return features
