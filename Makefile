# make demo   sets everything up, then plays      make test   sets everything up, then runs every test
# make check  linters, types, house rules         make bench  the benchmarks
# make proto  regenerates the contract's stubs    make setup  only sets up      make lock   refreshes the lock file
# make bounds tests the render kernel with every index checked
# make engines installs Godot, C# and Node for the tests of the game clients (600 MB, outside the clone)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
DEMO_OUT ?= demo-out
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test bounds engines setup check proto bench lock clean

demo: setup
	$(BIN)/affekt demo --out $(DEMO_OUT)

test: setup
	$(BIN)/python -m pytest

bounds: setup
	NUMBA_BOUNDSCHECK=1 NUMBA_CACHE_DIR=$(VENV)/numba-bounds $(BIN)/python -m pytest --quiet tests/render

engines:
	@bash server/tools/install_engines.sh

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@sh server/tools/install_debian.sh
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "setup: no virtual environment; install python3-venv"; exit 1; }
	@echo "setup: installing Python packages (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e . -e clients/python
	@echo "setup: compiling the render kernel (once)"
	@$(BIN)/python -m affekt.render.warm
	@touch $(STAMP)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python server/tools/proto.py check
	$(BIN)/python server/tools/proto.py lint
	$(BIN)/python server/tools/house.py

proto: setup
	$(BIN)/python server/tools/proto.py generate

bench: setup
	$(BIN)/affekt bench

lock: setup
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
		--no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) $(DEMO_OUT)
