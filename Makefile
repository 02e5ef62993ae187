# `make help` lists what can be made. Everything runs in .venv, which `make setup` builds from the locked lists.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test test-fast fmt lint check demo bench bench-roster bench-pools words docs

HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

setup: ## Build the environment that the product runs in
	@python=$$(sh tools/python.sh) && "$$python" tools/setup.py core

setup-dev:
	@python=$$(sh tools/python.sh) && "$$python" tools/setup.py dev

run: setup ## Serve web and worker on this machine, with sample cities in an empty database (PORT=8000)
	@exec $(BIN)/lamplighter serve --host $(HOST) --port $(PORT)

test: setup-dev ## Check and test everything, on SQLite, PostgreSQL and in Chromium
	@$(BIN)/python tools/system.py
	@$(BIN)/python tools/test.py

test-fast: setup-dev ## Test the engines alone, without a database
	@$(BIN)/python -m pytest lamplighter/engines -q -n 2

fmt: setup-dev ## Put every file in the house's format
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

lint: setup-dev ## Check style, format, import contracts and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

check: test ## What CI runs

demo: setup ## Throw the sample cities away and make them anew
	@LAMPLIGHTER_SAMPLE=yes $(BIN)/lamplighter migrate --verbosity 0
	@LAMPLIGHTER_SAMPLE=yes $(BIN)/lamplighter drop sample
	@LAMPLIGHTER_SAMPLE=yes $(BIN)/lamplighter seed sample

bench: setup-dev ## Measure speed and quality, and print the tables
	@for file in $(filter-out benchmarks/pools.py benchmarks/pools_country.py benchmarks/exercise_room_phones.py benchmarks/exercise_room_play.py benchmarks/roster.py benchmarks/roster_page.py,$(wildcard benchmarks/[a-z]*.py)); do echo "== $$file"; $(BIN)/python -m "benchmarks.$$(basename "$$file" .py)" || exit 1; done

bench-roster: setup-dev ## Measure rosters beside other solvers, for hours; goes on where it was ended (ARGS="--only 8")
	@$(BIN)/python -m benchmarks.roster --write $(ARGS)

bench-pools: setup-dev ## Measure how many workers a country needs, for hours (ARGS="--pools 60 --workers 1,2 --kill")
	@$(BIN)/python -m benchmarks.pools $(ARGS)

words: setup-dev ## Gather sentences for translation, compile the catalogues and check them
	@$(BIN)/python tools/words.py

docs: setup-dev ## Write anew the pages of docs/reference that are made from code
	@$(BIN)/python tools/docs.py
