# The commands of a developer's day. `make help` lists them.
PYTHON = .venv/bin/python
PARTS = lms/web lms/places lms/people lms/outbox lms/roles lms/standards lms/assignments lms/activities lms/meetings lms/visits lms/plans lms/staffing lms/coverage lms/account lms/home lms/upkeep lms/oversight lms/setup lms/privacy courses quizzes certificates
LINUX_X86 = --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64
LINUX_ARM = --platform manylinux_2_28_aarch64 --platform manylinux_2_17_aarch64 --platform manylinux2014_aarch64
CODE = run.py lms courses quizzes certificates tests

bench:  ## Figures beside their floors, from one run (needs wrk)
	$(PYTHON) -m tests.bench

soak:  ## Five hundred learners for five minutes, a hundred kills on each database (half an hour)
	$(PYTHON) -m tests.bench.soak

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | sort | column -t -s "$$(printf '\t')"

check:  ## Format, lint, types and the direction of imports
	$(PYTHON) -m ruff format $(CODE)
	$(PYTHON) -m ruff check --fix $(CODE)
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

test:  ## All tests, in parallel
	python3 run.py test

messages:  ## Bring the catalogues of all parts up to date with the sentences in code and pages
	@pot=$$(mktemp); for part in $(PARTS); do \
	  mkdir -p $$part/translations/vi/LC_MESSAGES; \
	  .venv/bin/pybabel -q extract -F pyproject.toml -k message -k lazy_gettext -k _l --no-location --omit-header -o $$pot $$part; \
	  po=$$part/translations/vi/LC_MESSAGES/messages.po; \
	  if [ -f $$po ]; then .venv/bin/pybabel -q update -N --no-wrap --ignore-obsolete --omit-header -i $$pot -o $$po -l vi; \
	  else .venv/bin/pybabel -q init --no-wrap -i $$pot -o $$po -l vi; fi; \
	done; rm $$pot

screenshots:  ## The pictures of README.md and docs/tour.md (needs chromium)
	$(PYTHON) -m tests.screenshots

lock:  ## Resolve the dependencies of setup.cfg again into the two lock files
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header setup.cfg -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra test setup.cfg -c requirements.lock -o requirements-test.lock

wheelhouse:  ## All packages for machines without a network, into dist/wheelhouse: put it beside run.py there
	@for python in 3.11 3.12 3.13; do \
	  for platform in "$(LINUX_X86)" "$(LINUX_ARM)" "--platform win_amd64"; do \
	    echo "Python $$python $$platform"; \
	    python3 -m pip download -q --no-deps --require-hashes --only-binary :all: --implementation cp --python-version $$python \
	      $$platform -r requirements.lock -d dist/wheelhouse || exit 1; \
	  done; \
	done

audit:  ## Known weaknesses of the locked packages; asks the lists of weaknesses on the network
	uvx pip-audit --strict --require-hashes --disable-pip -r requirements.lock || { echo "Weaknesses were found, or the lists could not be asked (no network?): the lines above say which. Nothing is known to be safe."; exit 1; }

.PHONY: audit wheelhouse bench soak help check test messages screenshots lock
