"""Runs one target under atheris, from its seeds: ``python tests/fuzz/fuzz_pdf.py -max_total_time=60``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

SLOWEST = 25
"""Seconds for one input; more is a fault."""


def run(name: str) -> None:
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed or not built for this Python: pip install 'atheris>=2.3'")
    sys.path[:0] = [str(folder) for folder in (Path(__file__).parents[2], Path(__file__).parents[1])]
    with atheris.instrument_imports(include=["pipeline"]):
        import targets

        target, seeds = targets.TARGETS[name], targets.SEEDS.get(name, [b"\0\1\2"])
        # What is loaded when it is first needed is loaded here, to be seen and so that no input is blamed for its time.
        for seed in (b"", *seeds):
            target(seed)
    with tempfile.TemporaryDirectory(prefix="chithi-fuzz-") as corpus:
        for number, seed in enumerate(seeds):
            Path(corpus, str(number)).write_bytes(seed)
        options = [
            f"-artifact_prefix={tempfile.gettempdir()}/chithi-fuzz-",
            "-max_len=4096",
            f"-timeout={SLOWEST}",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *options, *sys.argv[1:], corpus], target)
        atheris.Fuzz()
