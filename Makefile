.DEFAULT_GOAL := help
.PHONY: help setup run test check bench model soak format reference picture screenshots requirements

help:  ## this list
	@grep -hE '^[a-z]+:.*  ## ' Makefile | sed 's/:.*  ## /\t/' | expand -t 14

setup:  ## make .venv with the command directbill
	@./dev setup

run:  ## write the demo ledger, check it, show the report
	@./dev run

test:  ## all tests
	@./dev test

check:  ## format, lint, types, layers, budgets: in seconds
	@./dev check

bench:  ## the benchmarks, each figure beside its peers
	@./dev bench

model:  ## every state the desk's procedure can come to
	@./dev model

soak:  ## the long tests: more examples, the SQL on a local Spark
	@./dev soak

format:  ## write the format, mend what ruff can mend
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

reference:  ## write the generated pages of docs/reference
	@.venv/bin/python -m tests.repository.test_generated_docs

picture:  ## draw the report that the README shows
	@.venv/bin/python docs/images/report.py

screenshots:  ## draw every page, as docs/reference/pages.md shows it
	@.venv/bin/python -m tests.web.pictures

requirements:  ## write the hashed requirement files from requirements/*.in
	@requirements/compile
