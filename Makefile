# A bare `make` lists the targets. Each installs what it needs, pinned by hash, and again only when the pins change.
# With another Python, beside the first: make test PYTHON=python3.12 VENV=.venv-3.12
PYTHON ?= python3
VENV ?= .venv
SAM_VENV := .venv-sam
CONTRACT_VENV := .venv-contract
export CONTRACT_BIN := $(CONTRACT_VENV)/bin
IIIF_VENV := .venv-iiif
export IIIF_BIN := $(IIIF_VENV)/bin
AUDIT_VENV := .venv-audit
DIST_VENV := .venv-dist
export DIST_BIN := $(DIST_VENV)/bin
DOCS_VENV := .venv-docs
export DOCS_BIN := $(DOCS_VENV)/bin
UV_VENV := .venv-uv
ARCH ?= arm64
export ARCH

# glibc gives every thread an arena: twenty threads take a gigabyte of address space for nothing. Two arenas will do.
export MALLOC_ARENA_MAX := 2
export SAM_CLI_TELEMETRY := 0

# Images of Python often forbid to keep compiled modules; the tests start hundreds of processes, and each would compile all.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup run test slow suite build sam-local local-package engine docs docs-site bench bench-check security fuzz audit dist pins clean build-Images build-Worker

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(VENV)/.dev $(SAM_VENV)/.sam ## install everything that the other targets use

run: $(VENV)/.local ## serve samples/ out of an S3 inside the process, at 127.0.0.1:8000 (PORT=9000 for another); Ctrl-C ends it
	@exec $(VENV)/bin/tintype serve

# A process for each processor, up to eight; who is done early takes over what another has not begun.
export PARALLEL := --numprocesses auto --maxprocesses 8 --dist worksteal

# What walks through all that the other tests hold line by line. Coverage takes Python twice the time: these go without.
WALKS := tests/system tests/ops/test_catalogue.py

test: setup ## lint, types, template, tests and their coverage: the gate
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	set -e; $(VENV)/bin/mypy handler tests fuzz tools & types=$$!; \
		$(SAM_VENV)/bin/sam validate --lint --region us-east-1; $(SAM_VENV)/bin/cfn-lint template.yaml; wait $$types
	$(VENV)/bin/pytest --cov $(PARALLEL) $(addprefix --ignore=,$(WALKS))
	$(VENV)/bin/coverage report --fail-under=100 --include='handler/dialects/*,handler/web/access/gate.py,handler/core/limits.py,handler/rendering/check.py,handler/core/signing.py,handler/storage/result_store.py,handler/rendering/identity.py'
	$(VENV)/bin/pytest $(PARALLEL) $(WALKS)

slow: $(if $(SUITE),suite $(VENV)/.dev) $(if $(filter contract,$(SUITE)),$(CONTRACT_VENV)/.contract) $(if $(filter iiif,$(SUITE)),$(IIIF_VENV)/.iiif) $(if $(filter site,$(SUITE)),$(DOCS_VENV)/.docs) $(if $(filter dist,$(SUITE)),$(DIST_VENV)/.dist) $(if $(filter sam-local,$(SUITE)),local-package) ## what takes minutes, or measures: make slow lists the suites, SUITE=chaos runs one
	@$(if $(SUITE),$(VENV)/bin/python,$(PYTHON)) tools/slow_suites.py $(SUITE)

suite: # before anything is installed for it
	@$(PYTHON) tools/slow_suites.py --check $(SUITE)

security: $(VENV)/.dev ## the cases of docs/security.md, and their results into its table
	$(VENV)/bin/pytest -p tests.support.cases.record -m "case and not slow"

# As long as it is given: deterministic by SEED, one process that works and one that watches it.
SECONDS ?= 60
SEED ?= 0

fuzz: $(VENV)/.dev ## mutated pictures, URLs, bodies and events, for so many SECONDS=600; docs/security.md tells more
	PYTHONPATH=. $(VENV)/bin/python -m fuzz --seconds $(SECONDS) --seed $(SEED)

audit: $(AUDIT_VENV)/.audit ## known faults of the pinned packages, by pip-audit; needs the network
	@for pins in requirements/*.txt; do echo "$$pins"; \
		$(AUDIT_VENV)/bin/pip-audit --strict --progress-spinner off --disable-pip --require-hashes -r $$pins || failed=1; \
	done; exit $${failed:-0}

# What was given for ARCH on the command line or in the environment; nothing where it is the default above.
ASKED = $(if $(filter file,$(origin ARCH)),,$(ARCH))

build: $(SAM_VENV)/.sam $(VENV)/.local ## sam build: the Lambda package in .aws-sam/build, for what samconfig.toml says, which is judged first
	@processor=$$(PYTHONPATH=. $(VENV)/bin/python tools/deployment.py $(ASKED)) && \
		EXTRAS=$$(PYTHONPATH=. $(VENV)/bin/python tools/deployment.py --extras) ARCH=$$processor $(SAM_VENV)/bin/sam build --parameter-overrides Architecture=$$processor && \
		PYTHONPATH=. $(VENV)/bin/python tools/deployment.py --built .aws-sam/build/template.yaml $$processor

# In a folder of its own, and for this machine's processor: what make build made is for the function's.
LOCAL := .aws-sam/local
LOCAL_ARCH = $(if $(filter aarch64 arm64,$(shell uname -m)),arm64,x86_64)

sam-local: local-package $(VENV)/.dev ## an S3 with the samples that the containers of sam local reach, and the commands to type (needs Docker)
	@$(VENV)/bin/python tools/sam_local.py $(SAM_VENV)/bin/sam $(LOCAL)/template.yaml $(ADDRESS)

local-package: engine $(SAM_VENV)/.sam
	ARCH=$(LOCAL_ARCH) $(SAM_VENV)/bin/sam build --build-dir $(LOCAL) --parameter-overrides Architecture=$(LOCAL_ARCH)
	@sed -i.asked 's/Default: arm64$$/Default: $(LOCAL_ARCH)/' $(LOCAL)/template.yaml && rm $(LOCAL)/*.asked

engine: # sam local runs functions in containers
	@docker info >/dev/null 2>&1 || { echo "sam local needs a Docker engine, and docker info finds none" >&2; exit 1; }

docs: $(VENV)/.dev ## write again what is generated: pages of docs/, and the code of tools/edge/ in template.yaml
	PYTHONPATH=. $(VENV)/bin/python docs/generate.py
	PYTHONPATH=. $(VENV)/bin/python docs/reference_pictures.py
	PYTHONPATH=. $(VENV)/bin/python tools/client_words.py
	PYTHONPATH=. $(VENV)/bin/python docs/migrate.py
	PYTHONPATH=. $(VENV)/bin/python docs/pictures.py
	PYTHONPATH=. $(VENV)/bin/python docs/task_pictures.py
	PYTHONPATH=. $(VENV)/bin/python docs/gallery.py
	$(VENV)/bin/python tools/count_imports.py draw > docs/pictures/packages.svg
	PYTHONPATH=. $(VENV)/bin/python docs/cost_page.py write
	PYTHONPATH=. $(VENV)/bin/python tests/support/cases/page.py
	PYTHONPATH=. $(VENV)/bin/python docs/scale.py write
	PYTHONPATH=. $(VENV)/bin/python docs/traffic_page.py write
	PYTHONPATH=. $(VENV)/bin/python docs/renditions.py write
	PYTHONPATH=. $(VENV)/bin/python docs/vendors.py
	$(VENV)/bin/python tools/edge_functions.py

# SOURCE=https://git.example.com/tintype/blob/main: where the pages' links to code lead. Without it they are plain text.
docs-site: $(DOCS_VENV)/.docs ## one site of the pages in docs/, in .docs-site/site: opens from the disk, search included
	@$(PYTHON) -m tools.manual.site $(DOCS_BIN)/zensical $(if $(SOURCE),--source $(SOURCE))

bench: $(VENV)/.dev ## this project beside its rivals, measured, into docs/performance.md; ROWS=png for some rows; needs npm
	PYTHONPATH=. $(VENV)/bin/python -m benchmarks.rivals --rows $(ROWS)

bench-check: # fails where a row is worse than in the last table
	@$(MAKE) slow SUITE=bench-check

# UNRELEASED=yes for a version whose release CHANGELOG.md does not date yet. BASE names the container's base, by digest.
dist: $(DIST_VENV)/.dist ## sdist, wheel, Lambda zips and container of the last commit, the same bytes every time; docs/releasing.md
	@PYTHONPATH=. $(DIST_VENV)/bin/python tools/dist.py $(if $(UNRELEASED),--unreleased)

clean: ## remove everything that these targets made
	rm -rf $(VENV) $(SAM_VENV) $(CONTRACT_VENV) $(IIIF_VENV) $(AUDIT_VENV) $(DIST_VENV) $(DOCS_VENV) $(UV_VENV) dist .docs-site .aws-sam .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache \
		benchmarks/cold/node_modules benchmarks/rivals/servers/node_modules benchmarks/rivals/made tests/system/viewers/node_modules tests/system/axe/node_modules .venv-rivals .venv-thumbor
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Virtual environments. Each stamp inside says that one file went in whole.
NEW_ENOUGH = import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer, please: make PYTHON=python3.13")
INSTALL = -m pip install --quiet --disable-pip-version-check
# The files are complete: nothing is left to resolve, and older pips resolve extras to releases that no hash allows.
PINNED = $(INSTALL) --no-deps --require-hashes

%/.made:
	@$(PYTHON) -c '$(NEW_ENOUGH)'
	$(PYTHON) -m venv $*
	@touch $@

# The project itself goes in by the pinned builder, without looking for another: a path to this folder, and `tintype`.
ITSELF = $(VENV)/bin/python $(PINNED) -r requirements/build.txt && \
	$(VENV)/bin/python $(INSTALL) --no-deps --no-build-isolation --no-index --editable .

$(VENV)/.local: $(VENV)/.made requirements/local.txt requirements/build.txt pyproject.toml
	$(VENV)/bin/python $(PINNED) -r requirements/local.txt
	$(ITSELF)
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements/dev.txt requirements/build.txt pyproject.toml
	$(VENV)/bin/python $(PINNED) -r requirements/dev.txt
	$(ITSELF)
	@touch $@ $(VENV)/.local # which dev.txt contains

$(SAM_VENV)/.sam: $(SAM_VENV)/.made requirements/sam.txt
	$(SAM_VENV)/bin/python $(PINNED) -r requirements/sam.txt
	@touch $@

$(CONTRACT_VENV)/.contract: $(CONTRACT_VENV)/.made requirements/contract.txt
	$(CONTRACT_VENV)/bin/python $(PINNED) -r requirements/contract.txt
	@touch $@

$(IIIF_VENV)/.iiif: $(IIIF_VENV)/.made requirements/iiif.txt
	$(IIIF_VENV)/bin/python $(PINNED) -r requirements/iiif.txt
	@touch $@

$(AUDIT_VENV)/.audit: $(AUDIT_VENV)/.made requirements/audit.txt
	$(AUDIT_VENV)/bin/python $(PINNED) -r requirements/audit.txt
	@touch $@

$(DIST_VENV)/.dist: $(DIST_VENV)/.made requirements/dist.txt
	$(DIST_VENV)/bin/python $(PINNED) -r requirements/dist.txt
	@touch $@

$(DOCS_VENV)/.docs: $(DOCS_VENV)/.made requirements/docs.txt
	$(DOCS_VENV)/bin/python $(PINNED) -r requirements/docs.txt
	@touch $@

$(UV_VENV)/.uv: $(UV_VENV)/.made
	$(UV_VENV)/bin/python $(INSTALL) uv==0.13.9
	@touch $@

# Pins. Each file is held to the one before it, so that what is tested is what ships.
COMPILE = $(UV_VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --no-strip-extras --annotation-style line $(UPGRADE)

pins: $(UV_VENV)/.uv ## write requirements/*.txt again from pyproject.toml (UPGRADE=--upgrade for the newest releases)
	$(COMPILE) pyproject.toml -o requirements/lambda.txt
	$(COMPILE) pyproject.toml --extra serve -c requirements/lambda.txt -o requirements/serve.txt
	$(COMPILE) pyproject.toml --extra local -c requirements/serve.txt -o requirements/local.txt
	$(COMPILE) pyproject.toml --extra dev -c requirements/local.txt -o requirements/dev.txt
	$(COMPILE) --group sam -o requirements/sam.txt
	$(COMPILE) --group contract -o requirements/contract.txt
	$(COMPILE) --group iiif -o requirements/iiif.txt
	$(COMPILE) --group docs -o requirements/docs.txt
	$(COMPILE) --group audit -o requirements/audit.txt
	$(COMPILE) --group build -c requirements/dev.txt -o requirements/build.txt
	$(COMPILE) --group dist -c requirements/dev.txt -c requirements/build.txt -o requirements/dist.txt

# What template.yaml's BuildMethod calls, with ARTIFACTS_DIR.
PIP_PYTHON = $(or $(wildcard $(SAM_VENV)/bin/python),$(PYTHON))

build-Images:
	@$(PIP_PYTHON) tools/build_package.py "$(ARTIFACTS_DIR)" $(ARCH) $(EXTRAS)

build-Worker: build-Images # the same code, called by a queue
