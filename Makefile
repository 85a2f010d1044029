# What a person types: `make run` to see the portal, `make test` to check it, `make refresh` to renew its figures.
PYTHON ?= python3
PORT ?= 8050
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test quick test-all refresh lint bench lock default sbom audit

run: $(VENV)/.run
	$(BIN)/python app.py

refresh: $(VENV)/.run
	$(BIN)/python app.py refresh

# Everything but the slow tests; before a commit.
test: $(VENV)/.test
	$(BIN)/python -m tests

# The inner loop: lint, types, import rules, and the tests of what is pure.
quick: $(VENV)/.test
	$(BIN)/python -m tests quick

# The slow ones too (the image, other clients, a kill at every moment); writes tests/slow/passed.json.
test-all: $(VENV)/.test
	$(BIN)/python -m tests all

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.scripts

bench: $(VENV)/.test
	$(BIN)/python -m tests.bench

# What ships, data/default, anew: of the answers recorded in ../shared/replay, or in RECORDED=folder.
default: $(VENV)/.test
	$(BIN)/python -m tests.default $(RECORDED)

# After a change of dependencies in pyproject.toml: both locks anew, for Python 3.11–3.13, hashes and no hosts.
lock: $(VENV)/.test
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra test -c requirements.lock pyproject.toml -o tests/requirements.lock

# What an installation is made of: each package that the lock pins, with its hashes, as CycloneDX.
sbom: $(VENV)/.test
	$(BIN)/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml --output-reproducible --output-file norrlaget.cdx.json requirements.lock

# Whether a hole is known in any of them: 0 none, 1 some and named, 3 nobody could be asked.
audit: $(VENV)/.test
	$(BIN)/python -m tests.audit

$(VENV)/.run: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.test: tests/requirements.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@touch $@
