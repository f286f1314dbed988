"""Put under random input: see `fuzz_word97` in targets.py."""

from running import run

if __name__ == "__main__":
    run("word97")
