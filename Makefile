# Every target sets up what it needs: `make book` on a fresh machine is enough.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
STAMP   = $(VENV)/.installed

.PHONY: help setup book proof site test lint types check check-epub check-numbers check-print check-site bench pictures clean

help: ## what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: $(STAMP) ## a virtual environment with the package and its tools, and Pango

$(STAMP): pyproject.toml scripts/setup.sh
	PYTHON="$(PYTHON)" VENV="$(VENV)" sh scripts/setup.sh
	@touch $(STAMP)

book: $(STAMP) ## this repository's own book: build/*.epub and build/*.pdf
	$(BIN)/anthology build

proof: $(STAMP) ## a proof of it: every comment, every open question, PROOF on each page
	$(BIN)/anthology build --proof

site: book ## the book's page on the web: build/site/
	$(BIN)/anthology site

test: $(STAMP) ## the tests, in under five minutes on two cores
	$(BIN)/python -m pytest -n 2

lint: $(STAMP) ## ruff: style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP) ## mypy --strict
	$(BIN)/mypy

check: lint types test ## lint, types and tests: clean at every commit

check-epub: book ## that EPUB as stores and readers see it: EPUBCheck twice, Ace, a reading system
	VENV="$(VENV)" sh scripts/check-epub.sh

check-numbers: book ## every number of a page that PDF tells, followed to the page
	$(BIN)/python scripts/numbers.py build/*-screen.pdf

check-print: book ## that PDF as a press sees it: printers' figures, Ghostscript, QPDF, PDFBox, pixels
	VENV="$(VENV)" sh scripts/check-print.sh
	$(BIN)/python -P scripts/same_pages.py

check-site: site ## that page in Chromium, with axe; needs Node 20, Chromium, `npm ci` in tests/browser
	node scripts/axe.mjs build/site

bench: $(STAMP) ## time and memory of a build, on books made up for it, beside pandoc and WeasyPrint
	$(BIN)/python bench/build.py
	$(BIN)/python bench/epub.py
	$(BIN)/python bench/gather.py
	$(BIN)/python bench/print.py

pictures: $(STAMP) ## contact sheets of that book in four dresses, and the pictures in docs/
	$(BIN)/python -P scripts/pictures.py

clean: ## what was built; the virtual environment stays
	rm -rf build dist
