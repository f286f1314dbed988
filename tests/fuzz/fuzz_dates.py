"""Put under random input: see `fuzz_dates` in targets.py."""

from running import run

if __name__ == "__main__":
    run("dates")
