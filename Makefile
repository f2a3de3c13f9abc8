# make            everything that CI runs
# make run        the web chat on http://127.0.0.1:8080 (PORT=9000 takes another port), and Telegram if a token is set
# make test       all tests, with what they need
# make bench      measurements beside what others would write, kept in docs/evidence/bench.md (SMALL=1: a few, not kept)
# make soak       the tests of faults and of chance, as often as is promised (hours); ARGS=tests/faults/test_power_cuts.py for some
# make understanding  how well typed words are understood, by language and label
# make learn      weighs words anew, after examples or tables of meaning have changed
# make record     writes the transcripts in tests/transcripts anew
# make lock       pins the dependencies anew
# make sbom       build/sbom.json: everything that is installed to run Vara, as CycloneDX

PORT ?= 8080
PYTHONS ?= python3 python3.14 python3.13 python3.12 python3.11
VENV := .venv
AT_ONCE ?= 3
SOAKED := tests/faults tests/keeping/test_deliveries.py tests/keeping/test_conversation_as_a_model.py \
	tests/bot/telegram/test_forged.py tests/bot/telegram/test_fuzz.py tests/bot/web/test_described_calls.py
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := check
.PHONY: check lint types contracts content run test needs soak bench understanding learn record lock sbom clean

check: lint types contracts content test

lint: $(VENV)/dev.stamp
	@echo "lint"
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --quiet --diff .
	@$(PY) -m bandit --quiet --recursive rubric dialogues keeping bot actions 2>/dev/null

types: $(VENV)/dev.stamp
	@echo "types"
	@$(PY) -m mypy --no-error-summary

contracts: $(VENV)/dev.stamp
	@echo "contracts"
	@report=$$($(VENV)/bin/lint-imports --no-logo 2>&1) || { echo "$$report"; exit 1; }

content: $(VENV)/dev.stamp
	@echo "content"
	@$(PY) -m bot check

# Compiled once, Vara starts in a fraction of the time, also where Python is told to write no bytecode.
run: $(VENV)/run.stamp
	@$(PY) -m compileall -q rubric dialogues keeping bot actions
	@exec $(PY) -m bot serve --port $(PORT)

test: needs
	@$(MAKE) --no-print-directory $(VENV)/dev.stamp
	@$(PY) -m pytest --quiet --numprocesses $(AT_ONCE) --dist loadfile $(ARGS)

needs:
	@tests/needs

soak: needs
	@$(MAKE) --no-print-directory $(VENV)/dev.stamp
	@SOAK=$(or $(SOAK),1) $(PY) -m pytest --quiet -s --override-ini faulthandler_timeout=0 $(or $(ARGS),$(SOAKED))

bench: $(VENV)/dev.stamp build/peers.stamp
	@$(PY) -m tests.bench $(if $(SMALL),--small,--keep docs/evidence/bench.md)

# What Vara is measured against lives in an environment of its own.
build/peers.stamp: tests/bench/peers/requirements.txt | $(PY)
	@echo "Installing what Vara is measured against ..."
	@rm -rf build/peers; $(PY) -m venv build/peers
	@build/peers/bin/python -m pip --quiet --disable-pip-version-check install --requirement $<
	@touch $@

understanding: $(VENV)/dev.stamp
	@$(PY) -m tests.understanding

learn: $(VENV)/dev.stamp
	@$(PY) -m dialogues.understanding.learning

record: $(VENV)/dev.stamp
	@$(PY) -m tests.transcripts.record

# The second pin follows the first, so a package never stands in two versions.
PIN = $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --annotation-style line --custom-compile-command "make lock"

lock: $(VENV)/dev.stamp
	@$(PIN) --upgrade --extra rasa --group dev --output-file requirements-dev.lock
	@$(PIN) --upgrade --group build --constraint requirements-dev.lock --output-file requirements.lock
	@$(PIN) --upgrade --extra rasa --group build --constraint requirements-dev.lock --output-file requirements-rasa.lock

sbom: $(VENV)/dev.stamp
	@mkdir -p build
	@$(VENV)/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible \
	    --of JSON --output-file build/sbom.json
	@echo build/sbom.json

clean:
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamps remember which lock was installed: nothing is installed twice.
$(VENV)/run.stamp: requirements.lock | $(PY)
	@echo "Installing what Vara needs ..."
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(PY)
	@echo "Installing what the checks need ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(PY):
	@for each in $(PYTHONS); do \
	    $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$$each && break; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "Vara needs Python 3.11 or newer. Install it, or name it: make run PYTHONS=/path/to/python" >&2; exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	fi; \
	rm -rf $(VENV); $$python -m venv $(VENV)
