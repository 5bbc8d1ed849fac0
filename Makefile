# Two commands for a newcomer: `make run`, `make test`.
PORT ?= 8080
PYTHON ?= python3
BIN := .venv/bin

run: .venv/run.stamp
	$(BIN)/focalbot playground --port $(PORT)

test: check .venv/chromium.stamp
	$(BIN)/pytest -q -n 2 --dist loadgroup -m "not proof"

check: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

proof: .venv/test.stamp .venv/chromium.stamp
	$(BIN)/pytest -q -m proof

bench: .venv/test.stamp
	$(BIN)/python -m tests.bench

.venv/pip.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (Debian: apt-get install python3)." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "The package python3-venv is missing: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: pyproject.toml | .venv/pip.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/test.stamp: pyproject.toml tests/constraints.txt | .venv/pip.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -c tests/constraints.txt -e '.[test]'
	@touch $@ .venv/run.stamp

# Browser tests need Debian's chromium; without it and without the right to install it they are skipped and say so.
.venv/chromium.stamp: | .venv/pip.stamp
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -q >/dev/null && apt-get install -y -q chromium >/dev/null; } || echo "chromium is missing: browser tests will be skipped"
	@touch $@

.PHONY: run test check proof bench
