# Python 3.11 or newer and make are all that has to be there before.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# PyPI's Linux build of torch brings gigabytes for graphics cards; this index has the small one.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
TORCH := $(shell sed -n '/^torch==/p' constraints.txt)
INDEX ?= index
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
# All written cases but those over the originals, which do not come along.
CASES := $(filter-out %/gold_originals.jsonl,$(wildcard evals/cases/*.jsonl))
EVAL_FLAGS ?=

.DEFAULT_GOAL := help
.PHONY: help install chat test check eval results bench clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/installed ## Make .venv with everything the project needs

chat: install ## Install, ingest corpus/documents if needed, and open the chat
	$(BIN)/footnote chat --index $(INDEX) --documents corpus/documents

test: check ## Everything that must hold: lint, types, tests and the eval gate
	$(BIN)/python -m pytest
	$(MAKE) eval

check: install ## Lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: install ## Answer quality on corpus/documents, held against evals/thresholds.toml, and orders in documents
	$(BIN)/python -m evals run --cases $(CASES) --mode both --gate evals/thresholds.toml $(EVAL_FLAGS)
	$(BIN)/python -m evals.injected --gate

results: install ## Keep the quality of this version in evals/results, beside its rivals
	$(BIN)/python -m evals run --cases $(CASES) --against all --short \
		--json evals/results/$(VERSION).json --markdown evals/results/$(VERSION).md

bench: install ## Speed of a question, of the reader and of ingest beside their rivals, and what size costs
	$(BIN)/python -m evals.bench
	$(BIN)/python -m evals.training.speed
	$(BIN)/python -m evals.ingesting corpus/documents
	$(BIN)/python -m evals.scale --keep evals/results/scale

clean: ## Remove the environment and the local index
	rm -rf $(VENV) $(INDEX)

$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Footnote needs Python 3.11 or newer; $(PYTHON) is older. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --no-deps --retries 0 --timeout 10 --index-url $(TORCH_INDEX) $(TORCH) 2>/dev/null \
		|| $(PIP) install --quiet $(TORCH)
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
