# Lvzhi: `make demo` and look; DEVELOPERS.md says the rest.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.done
WORDS := $(wildcard lvzhi/locale/*/LC_MESSAGES/django.po)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: install demo test lock words clean help FORCE
.DEFAULT_GOAL := help

help:
	@echo "make demo      a branch with three months of work, on http://127.0.0.1:$(PORT) (PORT= changes it)"
	@echo "make install   everything into $(VENV), the lvzhi command included"
	@echo "make test      the tests"
	@echo "make lock      requirements.lock and package-lock.json anew, from pyproject.toml and package.json"
	@echo "make clean     removes what make made; data in var/ stays"

install: $(DONE)/project $(DONE)/browser $(DONE)/words

demo: install
	@exec $(BIN)/lvzhi demo --port $(PORT)

test: install
	$(BIN)/pytest -n 2

# Each step leaves a mark and is done again only when what it was made from has changed.

$(DONE)/python: FORCE
	@sh tools/make-venv $(VENV) $@

$(DONE)/packages: requirements.lock $(DONE)/python
	@echo "Fetching Python packages"
	@$(BIN)/python -m pip install -qq --require-hashes --no-deps -r requirements.lock
	@touch $@

$(DONE)/project: pyproject.toml $(DONE)/packages
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install -qq --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(DONE)/node: package-lock.json $(DONE)/packages
	@echo "Fetching fonts, style and scripts"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@

$(DONE)/browser: tools/vendor.py $(wildcard lvzhi/web/icons.txt) requirements.lock $(DONE)/node
	@$(BIN)/python tools/vendor.py
	@touch $@

$(DONE)/words: $(WORDS) $(DONE)/packages
	@echo "Compiling translations"
	@for po in $(WORDS); do $(BIN)/pybabel --quiet compile -i $$po -o $${po%.po}.mo || exit 1; done
	@touch $@

words: $(DONE)/words

lock:
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --upgrade \
		--python-version 3.11 --all-extras pyproject.toml --output-file requirements.lock
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm install --package-lock-only --ignore-scripts --loglevel=error

clean:
	rm -rf $(VENV) node_modules lvzhi/web/static/vendor lvzhi/core/fonts tests/vendor *.egg-info build dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .grimp_cache .hypothesis
	find lvzhi config tests tools \( -name __pycache__ -o -name '*.mo' \) -prune -exec rm -rf {} +
