# make lab | test | lint | lock | bench | screenshot | warm
# Everything runs in .venv, so it works where the system's Python refuses pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
# Jupyter does not start for root without being told.
AS_ROOT := $(shell [ "$$(id -u)" -eq 0 ] && echo --allow-root)

.PHONY: lab test lint lock bench screenshot warm

lab: $(READY)
	$(BIN)/jupyter lab notebooks/ $(AS_ROOT)

test: $(READY)
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The same versions for every Python and system; without hashes, so that pip takes this project with them.
lock: $(READY)
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --fork-strategy fewest --no-annotate --quiet --upgrade requirements.in --output-file requirements.txt

bench: $(READY)
	$(BIN)/python -m benchmarks.engine

# The browser test of the notebook keeps its last picture where this variable says.
screenshot: $(READY)
	ARCHLIB_SCREENSHOT=docs/screenshot.png $(BIN)/pytest --numprocesses=0 tests/browser

warm: $(READY)
	$(BIN)/python -m archlib.engine.warm

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install -r requirements.txt
	touch $@
