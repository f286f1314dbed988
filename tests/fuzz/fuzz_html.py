"""Put under random input: see `fuzz_html` in targets.py."""

from running import run

if __name__ == "__main__":
    run("html")
