# The two commands: `make run` and `make test`. The rest are their parts.
# Each part leaves a file behind and is not done again until what it depends on changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2
# Node from the machine, or from the Python package in requirements-node.txt where there is none.
NPM := $(shell command -v npm 2>/dev/null)
STYLES := $(shell find static/src -type f 2>/dev/null)

.PHONY: run test lint check browser-check unit suite lock clean

run: $(VENV)/.installed static/built/.done var/secret-key
	@DEMO=1 HTTPS=0 SECRET_KEY=$$(cat var/secret-key) PORT=$(PORT) $(BIN)/python manage.py serve_demo

test: $(VENV)/.installed-dev static/built/.done lint check suite

$(VENV)/bin/python:
	@echo "== Making a virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed.")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@echo "== Installing what the product needs"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "== Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

ifeq ($(NPM),)
node_modules/.installed: package-lock.json requirements-node.txt | $(VENV)/bin/python
	@echo "== Installing Node (there is none on this machine) and the design system"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@
else
node_modules/.installed: package-lock.json
	@echo "== Installing the design system"
	@npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@
endif

static/built/.done: node_modules/.installed $(STYLES)
	@echo "== Building the stylesheet and scripts"
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm run --silent build
	@touch $@

var/secret-key: | $(VENV)/bin/python
	@mkdir -p var
	@$(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

lint:
	@echo "== Lint and format"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

check:
	@echo "== Migrations and deployment checks"
	@DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') ALLOWED_HOSTS=register.example \
		$(BIN)/python -W error manage.py check --deploy --fail-level WARNING

# The process that reads a file, and others that are begun anew many times, write no bytecode: it is
# made for them beforehand.
# The browser tests want Debian's chromium-headless-shell, or its chromium, or another one
# (CHROMIUM=/path/to/one); .ci/run installs the first.
suite:
	@echo "== Tests"
	@$(BIN)/python -m compileall -q -j $(WORKERS) improvement actions boards audits tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(PYTEST)

lock: $(VENV)/.installed-dev
	@$(BIN)/python -m pip install --quiet uv
	@for want in "requirements.txt pyproject.toml" "requirements-dev.txt pyproject.toml --group dev" "requirements-node.txt --group pyproject.toml:node"; do \
		set -- $$want; out=$$1; shift; \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header "$$@" -o $$out; done
	@npm install --package-lock-only --omit-lockfile-registry-resolved --silent --ignore-scripts

clean:
	rm -rf $(VENV) var node_modules static/built
