# The two commands of the README are `make demo` and `make test`; each is complete by itself.
PYTHON := .venv/bin/python
NAME ?= change
N ?= 1000000

.PHONY: demo test journeys check lock migration catalog bench-data bench shots \
	sbom licenses audit-deps manifest torture

demo:
	@.ci/prepare display
	@$(PYTHON) main.py --demo

test:
	@.ci/prepare offscreen
	@$(PYTHON) -m pytest -n auto --dist loadfile

journeys:
	@.ci/prepare blackbox
	@$(PYTHON) -m pytest -m blackbox tests/blackbox

check:
	@.ci/prepare offscreen
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m pyright
	.venv/bin/lint-imports
	$(PYTHON) -m pytest -n auto --dist loadfile

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		pyproject.toml --group dev -o requirements.lock

migration:
	$(PYTHON) -m tests.write_migration "$(NAME)"

catalog:
	$(PYTHON) -m tests.write_catalog

bench-data:
	@.ci/prepare offscreen
	@$(PYTHON) -m tests.benchmarks.data $(N)

bench:
	@.ci/prepare offscreen
	@$(PYTHON) -m tests.benchmarks

shots:
	@.ci/prepare offscreen
	@$(PYTHON) -m tests.shots

sbom:
	@.ci/prepare offscreen
	@$(PYTHON) -m release.sbom

licenses:
	@.ci/prepare offscreen
	@$(PYTHON) -m release.licenses

audit-deps:
	@.ci/prepare offscreen
	@$(PYTHON) -m release.audit_deps

manifest:
	@.ci/prepare offscreen
	@$(PYTHON) -m release.manifest

torture:
	@.ci/prepare offscreen
	@$(PYTHON) -m tests.torture $(TORTURE)
