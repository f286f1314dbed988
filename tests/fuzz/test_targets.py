"""The fuzzing targets under Hypothesis, for a moment; ``make fuzz`` runs them for as long as one likes."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import SEEDS, TARGETS

SHORT = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
LENGTHS = 1_000, 8_000
MOST_TIMES = 20
"""Eight times the length may take so many times as long; the square of it would be 64."""


def spoilt(seed: bytes, at: int, with_: bytes) -> bytes:
    at %= len(seed) + 1
    return seed[:at] + with_ + seed[at + len(with_) :]


@pytest.mark.parametrize("name", TARGETS)
@SHORT
@given(data=st.data())
def test_any_input_ends_well_or_in_one_line(name, data):
    seed = data.draw(st.sampled_from(SEEDS.get(name, [b""])))
    TARGETS[name](spoilt(seed, data.draw(st.integers(0, 5_000)), data.draw(st.binary(max_size=40))))


@pytest.mark.parametrize("name", ["numbering", "dates", "references", "actors", "text", "html", "rtf", "whole"])
@pytest.mark.parametrize("pattern", [*range(0, 65, 4), 200, 46])
def test_time_grows_with_the_length(name, pattern):
    def seconds(length: int) -> float:
        data = bytes([pattern, 45]) * (length // 2)
        best = float("inf")
        for _ in range(2):
            began = time.process_time()
            TARGETS[name](data)
            best = min(best, time.process_time() - began)
        return best

    TARGETS[name](b"")
    short, long = map(seconds, LENGTHS)
    assert long < max(MOST_TIMES * short, 0.25)


def test_a_lead_in_of_nothing_but_a_line_end():
    """Found by atheris: a next-line character before a heading."""
    TARGETS["whole"](bytes([0xA0, 0x27, 0x85, 0x85, 0x26, 0x14]))


def test_every_target_has_its_file():
    here = Path(__file__).parent
    assert {path.stem.removeprefix("fuzz_") for path in here.glob("fuzz_*.py")} == set(TARGETS)
