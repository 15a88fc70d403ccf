# The commands of the house. Each prepares what it needs; README.md says what each is for.
.PHONY: demo test lint bench e2e requirements

# The first Python of at least 3.12 that answers. Version managers leave names behind that do not, so each is tried.
FIND_PYTHON = for each in "$$PYTHON" python3.14 python3.13 python3.12 python3 $$HOME/.pyenv/versions/3.1[2-9]*/bin/python \
	"$$(uv python find '>=3.12' 2>/dev/null)"; do \
	if [ -n "$$each" ] && "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then echo "$$each"; break; fi; \
	done
INSTALL = .venv/bin/pip install --require-hashes --disable-pip-version-check --no-input --retries 2 --timeout 15

demo: .venv/ready
	@NEWSROOM_DEMO=1 .venv/bin/python manage.py demo

test: .venv/ready-dev
	.venv/bin/pytest -n auto
	@if url=$$(.venv/bin/python .ci/find_postgres.py); then \
		echo "The same tests on PostgreSQL:"; DATABASE_URL="$$url" DATABASE_POOL=0 .venv/bin/pytest -n auto --create-db; \
	else \
		echo "No PostgreSQL can be reached (DATABASE_URL names one), so the tests ran on SQLite alone."; \
	fi

lint: .venv/ready-dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports
	.venv/bin/djade --check --target-version 6.0 $$(git ls-files 'templates/*.html')
	.venv/bin/mypy
	.venv/bin/python manage.py makemigrations --check --dry-run
	.venv/bin/python manage.py check

e2e: .venv/ready-dev
	.venv/bin/pytest -m browser

bench: .venv/ready-dev
	.venv/bin/python -m newsroom.benchmarks

# Pins what requirements.in and requirements-dev.in ask for, with hashes.
requirements: .venv/ready-dev
	.venv/bin/pip install --quiet uv
	for each in requirements requirements-dev; do .venv/bin/uv pip compile --quiet --universal --upgrade --python-version 3.12 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header $$each.in -o $$each.txt; done

.venv/bin/python:
	@python="$$($(FIND_PYTHON))"; \
	if [ -z "$$python" ]; then \
		echo "Newsroom needs Python 3.12 or newer and found none. Install it, or name one: PYTHON=/path/to/python make" >&2; exit 1; \
	fi; \
	echo "Making an environment in .venv with $$("$$python" --version) …"; \
	"$$python" -m venv --clear .venv || { rm -rf .venv; echo "This Python cannot make environments; install its venv module." >&2; exit 1; }

.venv/ready: requirements.txt | .venv/bin/python
	@echo "Installing what the newsroom runs on (once; about half a minute) …"
	@$(INSTALL) -r requirements.txt || { echo "The packages could not be fetched. Check the network, then run make again." >&2; exit 1; }
	@touch $@

.venv/ready-dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing what checks the newsroom (once; about half a minute) …"
	@$(INSTALL) -r requirements-dev.txt || { echo "The packages could not be fetched. Check the network, then run make again." >&2; exit 1; }
	@touch $@
