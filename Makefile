# make site    installs what is needed into .venv and builds the site into site/
# make serve   previews the site on http://127.0.0.1:8000/ and follows each edit
# make test    installs what the tests need and runs all of them
# make bench   measures builds of 100, 1,000 and 10,000 micro-credentials (SIZES="100 1000" names others), Hugo beside
# make check   finds what is wrong with the YAML
# make clean   removes everything that was made
# make lock    refreshes the locks with hashes; needs uv

# Candidates, the first good one is taken; `make site PYTHON=/path/to/python3.12` names one.
PYTHON ?= python3.13 python3.12 python3.11 python3
UV ?= uv

# Programs of the system that some tests need, as command:debian-package. They are installed where that is
# allowed; elsewhere their tests are skipped, and `make test` says so.
PROGRAMS = nginx:nginx chromium:chromium

VENV = .venv
OB2 = .validators/openbadges2
OB2_LOCKS = tests/validators/openbadges2
RUN = $(VENV)/bin/python -m
INSTALL = -m pip install -qq --disable-pip-version-check --require-hashes

# Material for MkDocs prints a banner about MkDocs 2 otherwise.
export NO_MKDOCS_2_WARNING = 1

.PHONY: site serve check test bench programs clean lock

site: $(VENV)/engine
	@$(RUN) badgepress build

serve: $(VENV)/engine
	@$(RUN) badgepress serve

check: $(VENV)/engine
	@$(RUN) badgepress check

# `.ci/run` sets BADGEPRESS_NO_SKIP: a test that is skipped fails there.
test: $(VENV)/tests $(OB2)/ready programs
	$(RUN) ruff check --quiet
	$(RUN) ruff format --check --quiet
	$(RUN) mypy
	$(RUN) badgepress check
	$(RUN) badgepress schema --check
	$(RUN) badgepress reference --check
	$(RUN) pytest $(if $(BADGEPRESS_NO_SKIP),-p tests.no_skips)

bench: $(VENV)/tests programs
	@$(RUN) tests.bench.run --plain --readers --edits --docs $(SIZES)

clean:
	rm -rf $(VENV) .validators site .site.new .site.old .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/engine: requirements.txt pyproject.toml
	@$(VENV)/bin/python -c 'import pip' >/dev/null 2>&1 && exit; \
	bare=; old=; \
	for python in $(PYTHON); do \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	    old="Python $$version"; \
	  elif ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	    bare=$$python; \
	  else \
	    echo "Installing badgepress into $(VENV) (a minute or two, once) ..."; \
	    exec "$$python" -m venv --clear $(VENV); \
	  fi; \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "badgepress needs Python's venv module, which $$bare lacks: install it (on Debian and Ubuntu: sudo apt install python3-venv), then try again." >&2; \
	else \
	  echo "badgepress needs Python 3.11 or newer, but found $${old:-none}: install one, or name it with 'make PYTHON=/path/to/python3', then try again." >&2; \
	fi; \
	exit 1
	@$(VENV)/bin/python $(INSTALL) -r requirements.txt
	@$(VENV)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/tests: $(VENV)/engine tests/requirements.txt
	@echo "Installing the tests' tools into $(VENV) ..."
	@$(VENV)/bin/python $(INSTALL) -r tests/requirements.txt
	@touch $@

$(OB2)/ready: $(OB2_LOCKS)/build.txt $(OB2_LOCKS)/requirements.txt | $(VENV)/engine
	@echo "Installing 1EdTech's validator of Open Badges 2.0 into $(OB2) ..."
	@$(RUN) venv --clear $(OB2)
	@$(OB2)/bin/python $(INSTALL) --no-deps -r $(OB2_LOCKS)/build.txt
	@$(OB2)/bin/python $(INSTALL) --no-deps --no-build-isolation --use-pep517 -r $(OB2_LOCKS)/requirements.txt
	@touch $@

programs:
	@for entry in $(PROGRAMS); do \
	  command=$${entry%%:*}; package=$${entry#*:}; \
	  command -v "$$command" >/dev/null 2>&1 && continue; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    { apt-get update -qq && apt-get install -y -qq "$$package"; } >/dev/null 2>&1; \
	  fi; \
	  command -v "$$command" >/dev/null 2>&1 \
	    || echo "Tests that need $$command are skipped: install $$package to run them."; \
	done

COMPILE = $(UV) pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock"

lock:
	@command -v $(UV) >/dev/null 2>&1 || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	$(COMPILE) pyproject.toml --group build --output-file requirements.txt
	$(COMPILE) --group pyproject.toml:test --constraint requirements.txt --output-file tests/requirements.txt
	$(COMPILE) --no-deps --no-annotate $(OB2_LOCKS)/build.in --output-file $(OB2_LOCKS)/build.txt
	$(COMPILE) --no-deps --no-annotate $(OB2_LOCKS)/requirements.in --output-file $(OB2_LOCKS)/requirements.txt
