# The commands of the project. `make help` lists them.

PORT ?= 8000
DATA_DIR ?= var
RECORD ?= khojaly
# Among how many synthetic people `make bench` compares pages and acts.
SIZES ?= 1000,100000,1000000
# The first Python of this machine that is new enough: the system's own before others, as it is kept up to date with the
# system, and as one that was built by hand is often a fifth slower.
PYTHON ?= $(shell for python in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
MANAGE := $(BIN)/python manage.py
# What is not about one installation needs a data directory only because the settings ask for one.
SCRATCH := DATA_DIR=.venv/scratch
# What pytest makes of each file of tests is kept for the next run, also where Python is told to keep nothing.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/pytest

# Of what takes long, the tests whose outcome a database could change: writers at the same moment, and indexes.
LONG_ON_POSTGRESQL := $(patsubst %,tests/%.py,review/test_ledger_writers review/test_one_line media/test_receiving_at_once \
	base/test_turns search/test_engines search/test_indexing)

.PHONY: help run record test slow browser test-postgresql check format translations bench load
.DEFAULT_GOAL := help

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name says; do printf 'make %-16s %s\n' "$$name" "$$says"; done

run: .venv/ready ## start the memorial on http://127.0.0.1:8000 (also: PORT=8001 DATA_DIR=elsewhere RECORD=folder)
	@PORT='$(PORT)' DATA_DIR='$(DATA_DIR)' RECORD='$(RECORD)' exec $(MANAGE) serve

record: .venv/ready ## check a record and load it: make record RECORD=../our-record
	@DATA_DIR='$(DATA_DIR)' $(MANAGE) migrate --verbosity 0
	@DATA_DIR='$(DATA_DIR)' $(MANAGE) load_record '$(RECORD)'

test: .venv/ready-dev ## run the tests
	@$(PYTEST) -m 'not slow and not browser'

slow: .venv/ready-dev ## run the tests that take long: every role, every language, concurrent writers
	@$(PYTEST) -m slow

browser: .venv/ready-dev ## walk through the pages in Chromium, which must be installed (on Debian: apt install chromium)
	@$(PYTEST) -n 0 -m browser tests/browser

test-postgresql: .venv/ready-dev ## run the tests on a PostgreSQL server: make test-postgresql POSTGRESQL=postgresql://user@host:5432/name
	@test -n '$(POSTGRESQL)' || { echo 'Name the server: make test-postgresql POSTGRESQL=postgresql://user:password@host:5432/name. The user must be allowed to make databases.' >&2; exit 1; }
	@TEST_POSTGRESQL='$(POSTGRESQL)' $(PYTEST) -m 'not slow and not browser'
	@TEST_POSTGRESQL='$(POSTGRESQL)' $(PYTEST) -m slow $(LONG_ON_POSTGRESQL)

check: .venv/ready-dev ## style, types, import order, house rules, templates, migrations, translations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet templates
	@$(SCRATCH) $(MANAGE) check --fail-level WARNING
	@$(SCRATCH) $(MANAGE) makemigrations --check --dry-run
	@$(SCRATCH) $(MANAGE) update_translations --check
	@$(PYTEST) tests/test_house_rules.py tests/test_templates.py tests/test_docs.py

format: .venv/ready-dev ## put the code into the project's style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

translations: .venv/ready-dev ## bring the catalogues of the interface up to date with the code
	@$(SCRATCH) $(MANAGE) update_translations

bench: .venv/ready-dev ## compare what everything costs, beside what the machine gives at all; about an hour, needs nginx and wrk
	@missed=; for each in idle served 'run --sizes $(SIZES)' 'search --sizes 10000,100000' imports derivatives flood; do \
		$(BIN)/python -m tests.benchmarks.$$each || missed="$$missed $${each%% *}"; done; \
		[ -z "$$missed" ] || { echo "Not all aims were reached:$$missed" >&2; exit 1; }

load: .venv/ready-dev ## a day of remembrance: 300 requests a second, then ten times as many, while a curator saves; needs nginx
	@$(BIN)/python -m tests.benchmarks.load

# A .venv that works is kept, whichever Python it was built with; one that was begun alone, or whose Python is gone, is
# built anew.
.venv/ready: requirements.txt
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or later with its venv module is needed and was not found. On Debian 12: apt install python3 python3-venv' >&2; exit 1; }
	@echo 'Setting up .venv (the first time takes a minute)'
	@$(BIN)/python -c 'import pip' 2>/dev/null || '$(PYTHON)' -m venv --clear .venv
	@$(PIP) -r requirements.txt
	@touch $@

.venv/ready-dev: requirements-dev.txt requirements-s3.txt requirements-postgresql.txt requirements-redis.txt .venv/ready
	@echo 'Adding what the tests need to .venv'
	@$(PIP) -r requirements-dev.txt
	@touch $@
