# Two commands are all a newcomer needs: make site, make test.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: site test unit browser lint audit screenshots bench golden clean help

site: $(VENV)/installed ## Build the demo collection into site/
	@$(BIN)/papershelf build

test: $(VENV)/tested node_modules chromium bibutils ## Set the tests up and run all of them
	@node --test tests/js/
	@$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/tested ## Style, types and the import contract
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

audit: $(VENV)/tested node_modules chromium ## Prove that pages are accessible, valid, light and calm
	@$(BIN)/python -m pytest -n auto --dist worksteal tests/audit

screenshots: $(VENV)/tested chromium ## Write pictures of every kind of page into screenshots/, and those of the docs
	@$(BIN)/python -m tests.audit.screenshots

bench: $(VENV)/tested node_modules chromium ## Measure speed, memory and ranking on real papers (needs ../shared)
	@$(BIN)/python -m tests.bench.run $(SIZES)
	@$(BIN)/python -m tests.bench.preview $(SIZES)
	@$(BIN)/python -m tests.bench.curating $(SIZES)
	@$(BIN)/python -m tests.bench.counting $(SIZES)
	@$(BIN)/python -m tests.bench.baskets $(SIZES)
	@$(BIN)/python -m tests.bench.search $(SIZES)
	@$(BIN)/python -m tests.bench.ranking
	@$(BIN)/python -m tests.bench.related
	@$(BIN)/python -m tests.bench.maps $(SIZES)

golden: $(VENV)/tested ## Write the golden files of the tests anew; look at the difference!
	@PAPERSHELF_GOLDEN=write $(BIN)/python -m pytest -q tests/unit tests/golden
	@git --no-pager diff --stat -- tests content

clean: ## Remove what was made: environment, site, caches
	@rm -rf $(VENV) .papershelf tests/node_modules screenshots .mypy_cache .ruff_cache .pytest_cache
	@if [ -d site ]; then find site -mindepth 1 ! -name .gitignore -delete; fi

help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Papershelf needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Papershelf into $(VENV)/ (once) …"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/tested: pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the tests need into $(VENV)/ (once) …"
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/installed

.PHONY: node_modules chromium bibutils
node_modules:
	@sh tests/support/need-node.sh

chromium:
	@sh tests/support/need-chromium.sh

bibutils:
	@sh tests/support/need-bibutils.sh
