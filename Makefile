# The product's everyday jobs. Each target sets up .venv by itself, once; only Python >= 3.11 with pip and venv is needed.
SHELL := /bin/bash
.DEFAULT_GOAL := help

INPUT ?= data/raw
OUT ?= data/processed
GOLD ?= $(firstword $(wildcard ../shared/gold) tests/gold)
DOCUMENTS ?= $(firstword $(wildcard ../shared/documents) data/raw)
FUZZ_SECONDS ?= 300
BENCH_TASKS ?= 10000,30000

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
  command -v $$p >/dev/null && $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help setup run test lint bench evaluate train fuzz lock clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 12

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with venv is needed: install it or say make PYTHON=/path/to/python" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(STAMP) ## install everything into .venv, and the Debian packages for scans and Word 97 where allowed
	@.ci/debian-packages

run: $(STAMP) ## extract INPUT (data/raw) into OUT (data/processed)
	$(BIN)/chithi run "$(patsubst ~/%,$(HOME)/%,$(INPUT))" --out "$(patsubst ~/%,$(HOME)/%,$(OUT))"

lint: $(STAMP) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint ## lint, then every test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

evaluate: $(STAMP) ## accuracy on GOLD; writes the README's accuracy table
	$(BIN)/python benchmarks/accuracy.py --gold "$(GOLD)" --documents "$(DOCUMENTS)"

train: $(STAMP) ## train models/ anew on all gold at hand
	$(BIN)/chithi train --gold tests/gold tests/gold/portal tests/gold/later $(wildcard ../shared/gold) \
	  --documents data/raw $(wildcard ../shared/documents/portal ../shared/documents/born-digital)

bench: $(STAMP) ## speed and memory beside raw pdfium and pdfplumber, into the README; search over a million tasks; links
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/linking.py --sizes "$(BENCH_TASKS)"

fuzz: $(STAMP) ## every reader and grammar under random input for FUZZ_SECONDS
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris>=2.3"
	for target in tests/fuzz/fuzz_*.py; do $(BIN)/python $$target -max_total_time=$(FUZZ_SECONDS) || exit 1; done

lock: $(STAMP) ## write requirements.lock anew from pyproject.toml
	$(BIN)/python -m pip install --quiet --upgrade --upgrade-strategy eager --editable ".[dev,ocr]" setuptools
	( head -2 requirements.lock; $(BIN)/python -m pip freeze --all --exclude-editable | grep -viE '^pip==' ) > requirements.new
	mv requirements.new requirements.lock

clean: ## remove results and caches, not .venv
	rm -rf "$(OUT)" build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
