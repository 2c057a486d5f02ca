# Two commands: `make demo` and `make test`. Both work in a fresh clone with Python 3.11+, pip, venv, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export OMP_NUM_THREADS := 1

.PHONY: demo test lint types floors lock clean browser

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/tested: $(VENV)/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	touch $@

demo: $(VENV)/installed  ## read the shipped examples, print the record, say how to open the pages
	$(BIN)/onrecord demo

test: $(VENV)/tested browser  ## all tests; what they need of Debian is installed when run as root there
	$(BIN)/python -m pytest

browser:
	@sh tools/install-browser.sh

lint: $(VENV)/tested
	$(BIN)/ruff check .

types: $(VENV)/tested
	$(BIN)/mypy

floors: $(VENV)/installed  ## the benchmark floors, where ../shared lies beside the checkout
	$(BIN)/onrecord floors ../shared/bench

lock:  ## pin every dependency by hash again
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate pyproject.toml \
	  tools/build.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate -c requirements.lock \
	  --group test --group lint -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist
