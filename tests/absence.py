"""What a test does where the machine lacks a browser or PostgreSQL."""

from typing import NoReturn

import pytest


def missing(request: pytest.FixtureRequest, what: str) -> NoReturn:
    """Skip, or fail where skipping is not allowed (``--no-skips``)."""
    if request.config.getoption("--no-skips"):
        pytest.fail(what)
    pytest.skip(what)
