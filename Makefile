# What can be done here; `make help` lists it. Everything happens in a private environment, .venv.

PYTHON := .venv/bin/python
READY := .venv/.ready
PIP := $(PYTHON) -m pip -qq --disable-pip-version-check --no-input
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
ARGS ?=

.PHONY: help run test check bench directory pictures app clean
.DEFAULT_GOAL := help

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: $(READY) ## Open the window (ARGS="find housing" runs a command instead)
	@$(PYTHON) tools/system.py window
	@$(PYTHON) -m ui $(ARGS)

test: $(READY) ## Run the tests (ARGS="-k hours" runs some of them)
	@$(PYTHON) tools/system.py window tests
	@$(PYTHON) tools/axe.py
	@$(PYTHON) -m pytest -n auto $(ARGS)

check: $(READY) ## Run the linter, the type checker and the rules of the house
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo

bench: $(READY) ## Measure search and start-up
	@$(PYTHON) -m benchmarks $(ARGS)

directory: $(READY) ## Build resources/services.sqlite from the reviewed listings
	@$(PYTHON) -m navigator.directory.build $(ARGS)

pictures: $(READY) ## Draw the window into PNG files
	@$(PYTHON) tools/system.py window
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m ui.shell.pictures $(ARGS)

app: $(READY) ## Build the program into dist/navigator, and check it
	@$(PYTHON) tools/system.py window app
	@PYI_LOG_LEVEL=ERROR $(PYTHON) -m PyInstaller --noconfirm build_app.spec
	@$(PYTHON) tools/bundle.py check

clean: ## Remove the environment and everything made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info build dist pictures

$(READY): pyproject.toml constraints.txt
	@if ! $(PYTHON) $(NEW_ENOUGH) 2>/dev/null; then \
	    for python in python3.11 python3.12 python3.13 python3.14 python3 python none; do \
	        $$python $(NEW_ENOUGH) 2>/dev/null && break; \
	    done; \
	    if [ $$python = none ]; then echo "Navigator needs Python 3.11 or later, and none was found here." >&2; exit 1; fi; \
	    $$python tools/system.py python && $$python -m venv --clear .venv; \
	fi
	@echo "Setting up the environment in .venv (only when something in it changes)."
	@$(PIP) install --constraint constraints.txt setuptools
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@touch $@
