"""The product behind a proxy, for all tests of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.absence import missing
from tests.conftest import Prepare, copied
from tests.deploy.proxies import Road, is_there, road_by


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def road(
    request: pytest.FixtureRequest,
    templates: Prepare,
    workshop: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Road]:
    """nginx, and then Caddy, by the files that are shipped, in front of three processes of the product."""
    proxy: str = request.param
    if not is_there(proxy):
        missing(request, f"no {proxy} here: install Debian's package {proxy}")
    folder = tmp_path_factory.mktemp(proxy)
    with copied(templates("sqlite", "demo"), workshop) as url, road_by(proxy, url, folder) as running:
        yield running
