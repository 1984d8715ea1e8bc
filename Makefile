# make demo   a virtual environment, the package, and a graph of the shipped articles
# make test   the whole test suite
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

.PHONY: demo test lint floors bench bench-query bench-serve w3c eval-travels fit model notebooks ontology-docs wheel lock clean

demo: .venv/installed
	$(BIN)/kg demo

test: .venv/installed-dev
	$(BIN)/python -m compileall -q kg # once, for the hundreds of processes that tests start
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses auto --dist worksteal # what pytest compiles is kept

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

floors: .venv/installed-dev
	$(BIN)/python tests/floors.py

bench: .venv/installed
	$(BIN)/python tools/bench.py

# How fast the saved questions are answered: BASE=news.kg QUADS=10000000 make bench-query
BASE ?= demo.kg
QUADS ?= 1000000
bench-query: .venv/installed
	$(BIN)/python tools/bench_query.py $(BASE) --quads $(QUADS)

# 100 clients for a minute against `kg serve`, on the base that `make demo` builds.
bench-serve: .venv/installed-dev
	$(BIN)/python tools/bench_serve.py demo.kg

# The query tests of the W3C through the endpoint: KG_W3C_TESTS=folder make w3c
w3c: .venv/installed-dev
	$(BIN)/python tools/w3c.py "$(KG_W3C_TESTS)"

# Persons, places and dates in 4,271 remarks about trips, where the corpora lie beside the repository.
eval-travels: .venv/installed
	$(BIN)/python tools/travels.py

# After a change of what is read: writes affiliation.npz, agreements.npz, events.npz and confidence.yaml in ontology/en. Needs
# annotated documents beside the repository.
fit: .venv/installed-dev
	$(BIN)/python tools/fit.py

model: .venv/installed-dev
	$(BIN)/python tools/train.py

notebooks: .venv/installed-dev
	$(BIN)/python -m pytest -p nbmake --nbmake notebooks

# After a change of the ontology: writes its page, and tells what is wrong with it and how FAIR it is.
ontology-docs: .venv/installed-dev
	$(BIN)/kg schema -o docs/ontology.html
	$(BIN)/python tools/ontology_faults.py
	$(BIN)/python tools/fair.py

wheel: .venv/installed-dev
	rm -rf dist
	$(BIN)/python -m hatchling build --target sdist
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist dist/*.tar.gz

# Needs uv. The hashes make pip refuse a file that is not the one that was tested. Writes one file: what running needs,
# then what developing needs besides. Versions stay as they are unless pyproject.toml wants others; remove the file for new ones.
lock: .venv/installed
	cp requirements.lock .venv/all.lock
	uv pip compile pyproject.toml --group build $(LOCK) --output-file .venv/running.lock
	uv pip compile pyproject.toml --group build --extra dev --constraint .venv/running.lock $(LOCK) --output-file .venv/all.lock
	$(BIN)/python tools/lock.py .venv/running.lock .venv/all.lock > .venv/one.lock && mv .venv/one.lock requirements.lock

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	sed '/^# For development/,$$d' requirements.lock > .venv/running.lock
	$(PIP) --require-hashes -r .venv/running.lock
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: .venv/installed
	$(PIP) --require-hashes -r requirements.lock
	touch $@

clean:
	rm -rf .venv dist demo.kg demo.html
