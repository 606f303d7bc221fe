# Everything there is to remember. The first run makes .venv; `make demo` needs Python 3.11 or newer and nothing else.
#   PORT=8010  CENTRAL_DATA_DIR=/srv/central  DATABASE_URL=…   pass through to the program
#   RESET=1    make demo throws the demonstration away and makes it anew

python := .venv/bin/python
central := .venv/bin/central
pytest := $(python) -m pytest
export PYTHONUNBUFFERED := 1

# One run is enough of tests that ask no database or bring their own; hostile input is tried on the stricter one.
once_only := architecture domain/sla domain/calendars/test_business_time_properties.py \
	doors/console/test_starting.py journeys

.DEFAULT_GOAL := help
.PHONY: help demo run test check fix docs bench base dev tools

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##  */  make \1\t/p' Makefile

demo: base  ## a whole provider to look at, on port 8000, until Ctrl+C
	@exec $(central) demo $(if $(filter-out 0 no false,$(RESET)),--reset)

run: base  ## your own installation, on port 8000, until Ctrl+C
	@exec $(central) serve

test: dev tools  ## all tests: on SQLite, on PostgreSQL, in a browser
	$(pytest) -n 2 --ignore=tests/journeys --ignore=tests/faults -m "not postgres and not journey"
	$(python) scripts/with_postgres.py $(pytest) -n 2 $(addprefix --ignore=tests/,$(once_only)) -m "not journey"
	DJANGO_ALLOW_ASYNC_UNSAFE=true $(pytest) -n 2 --dist loadfile --no-loadscope-reorder tests/journeys

check: dev  ## format, lint, types, import rules, migrations, translations, documents
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(central) makemigrations --check --dry-run
	$(central) check_translations
	$(central) build_docs --check
	$(pytest) tests/architecture

fix: dev  ## format and repair what can be repaired mechanically
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

docs: dev  ## write the generated pages of docs/ anew
	$(central) build_docs

bench: dev  ## measure the main pages on a large installation
	$(python) scripts/bench.py

base:
	@scripts/bootstrap.sh base

dev:
	@scripts/bootstrap.sh dev

tools:
	@scripts/ensure_test_tools.sh
