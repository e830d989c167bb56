# Needs Python 3.11 or newer and make; everything else goes into .venv, once.
#   make demo    a small sample of Arabic articles: who contacted whom, who said what
#   make test    all checks: format, lint, strict types, import layers, tests, floors
#   make docs    the documentation site and the codebook as PDF, in build/site
#   make bench   docs/benchmark.md: the compiled reader beside the least work, beside peers, at 1,000 to 100,000 documents, on two workers and on Ray
#   make bench-record   docs/record-at-size.md: records of 100,000 and of 1,000,000 contacts in SQLite and PostgreSQL: loading, size, questions
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; done; echo python3)
VENV := .venv
BIN := $(VENV)/bin
COMPILED := .venv-compiled
PEERS := .venv-peers
CORPUS ?= ../shared/corpus/articles.jsonl.gz

.PHONY: demo test checks format lint types layers tests bench bench-record compiled docs clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.ready
	@$(BIN)/qanat demo

test: checks

# every check by itself, too; `make -k checks` goes on after a red one
checks: format lint types layers tests

format: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .

types: $(VENV)/.ready-dev
	$(BIN)/mypy

layers: $(VENV)/.ready-dev
	$(BIN)/lint-imports

tests: $(VENV)/.ready-dev
	$(BIN)/pytest -n auto --dist worksteal

bench: $(COMPILED)/.ready $(PEERS)/.ready
	$(COMPILED)/bin/python -m pip install --quiet --disable-pip-version-check 'fsspec>=2024.6' 'pyarrow>=17' 'ray[data]>=2.40'
	$(COMPILED)/bin/python bench/benchmark.py $(CORPUS) --peers $(PEERS)/bin/python $(if $(PETRARCH),--petrarch $(PETRARCH))

# in a PostgreSQL of its own, or in one that is running: make bench-record POSTGRESQL=postgresql://USER@HOST/NAME; takes some 25 GB in TMPDIR
bench-record: $(VENV)/.ready-dev
	$(BIN)/python bench/at_size.py $(if $(POSTGRESQL),--postgresql $(POSTGRESQL))

compiled: $(COMPILED)/.ready

# the documentation site, in English and Arabic, in build/site; and the codebook as PDF, where there is a chromium
docs: $(VENV)/.ready-dev
	$(BIN)/python website/build.py

clean:
	rm -rf build $(VENV) $(COMPILED) $(PEERS) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# The stamps are older than pyproject.toml only when what is needed has changed.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Qanat needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Point to one: make PYTHON=/path/to/python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.ready: pyproject.toml | $(VENV)/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(VENV)/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.ready

$(COMPILED)/.ready: pyproject.toml bench/compiled.sh $(shell find src/qanat -name '*.py') | $(VENV)/.ready-dev
	$(PYTHON) -m venv $(COMPILED)
	bench/compiled.sh $(BIN)/python $(COMPILED)
	@touch $@

# What Qanat is measured beside; none of it is needed to run Qanat.
$(PEERS)/.ready: bench/peers.sh
	PYTHON=$(PYTHON) bench/peers.sh $(PEERS)
	@touch $@
