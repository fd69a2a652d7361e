# The two commands for a fresh machine: make demo, make test. The rest is for developers.
# Needs Python 3.11 or later with pip, a C++ compiler and cmake; set-up says what is missing.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	  if $$p -c '' >/dev/null 2>&1; then echo $$p; break; fi; done)
BIN = .venv/bin
DEMO = out/demo

.PHONY: help setup demo test static check package lock words clean
.NOTPARALLEL:

help:
	@echo 'make demo     set up, sort the sample inbox, write $(DEMO)/results.xlsx'
	@echo 'make test     set up, run the tests'
	@echo 'make check    format, lint, types and import rules, then the tests; what CI runs'
	@echo 'make package  a folder in out/dist with the program, for machines without Python'
	@echo 'make words    collect the texts to be translated, compile their translations'
	@echo 'make lock     renew the locked versions (needs the package index)'
	@echo 'make clean    remove what was made; models and the built model runtime stay'

setup:
	@if [ -z '$(PYTHON)' ]; then echo 'Postroom needs Python 3.11 or later.' \
	  'On Debian or Ubuntu: sudo apt-get install python3 python3-venv python3-pip' >&2; exit 1; fi
	@$(PYTHON) build/set_up.py

# Exit code 3 says that some documents could not be read; the sample inbox has such on purpose.
demo: setup
	@rm -rf $(DEMO)
	@mkdir -p $(DEMO)
	@$(BIN)/postroom sort resources/sample_inbox --case $(DEMO)/demo.postroom \
	  --out $(DEMO)/results.xlsx || { code=$$?; [ $$code -eq 3 ] || exit $$code; }
	@echo 'The workbook is $(DEMO)/results.xlsx, the case file $(DEMO)/demo.postroom.'
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  $(BIN)/postroom desk $(DEMO)/demo.postroom; fi

test: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q -n 2 --dist loadfile

static: setup
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python build/translations.py check

check: static test

package: setup
	@rm -rf out/work out/dist
	@$(BIN)/pyinstaller --noconfirm --log-level WARN --workpath out/work --distpath out/dist \
	  build/postroom.spec
	@du -sh out/dist/postroom

words: setup
	@$(BIN)/python build/translations.py extract
	@$(BIN)/python build/translations.py compile

lock: setup
	@$(BIN)/python build/make_locks.py

clean:
	rm -rf out .venv .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find app build tests -name __pycache__ -type d -prune -exec rm -rf {} +
