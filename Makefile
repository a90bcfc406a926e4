# make lab | test | lint | lock | bench | screenshot | warm | notebooks
# Everything runs in .venv, so it works where the system's Python refuses pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
# Jupyter does not start for root without being told.
AS_ROOT := $(shell [ "$$(id -u)" -eq 0 ] && echo --allow-root)
# The command that the header of requirements.txt repeats.
LOCK := uv pip compile --universal --python-version 3.11 --fork-strategy fewest --no-annotate --output-file requirements.txt requirements.in

.PHONY: lab test lint lock bench screenshot warm notebooks

lab: $(READY)
	$(BIN)/jupyter lab notebooks/ $(AS_ROOT)

test: $(READY)
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# One set of versions for every Python and system, so that a class sees the same numbers. Pins that still suit stay;
# `make lock MOVE=--upgrade` moves them all.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	PATH="$(BIN):$$PATH" $(LOCK) $(MOVE)

bench: $(READY)
	$(BIN)/python -m benchmarks.engine

# The browser test of the notebook keeps its last picture where this variable says.
screenshot: $(READY)
	ARCHLIB_SCREENSHOT=docs/screenshot.png $(BIN)/pytest --numprocesses=0 tests/browser

# From source/ into notebooks/ and notebooks/instructor/.
notebooks: $(READY)
	$(BIN)/python -m source.build

warm: $(READY)
	$(BIN)/python -m archlib.engine

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -r requirements.txt
	touch $@
