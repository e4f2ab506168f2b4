"""What this part says of the installation on the page of whoever runs it."""

from pathlib import Path

from flask import current_app

from lms.base import clock
from lms.base.health import Finding, Health
from lms.setup.rules.examining import address_of, certificate_of, proxies_of, scanner_of
from lms.setup.rules.trying_scanner import has_failed
from lms.setup.rules.visiting import last_seen
from lms.web.proxies import Road


def address() -> Finding:
    """How the public address stands, and its certificate."""
    config = current_app.extensions["config"]
    finding = address_of(config)
    if finding.health is not Health.GOOD or not config.is_production:
        return finding
    seen = last_seen(config.public_url, Path(current_app.instance_path))
    return certificate_of(seen, clock.now()) if seen else finding


def scanner() -> Finding:
    """How the scanner for viruses stands."""
    command = current_app.extensions["config"].virus_scan
    return scanner_of(command, failed=has_failed(Path(current_app.instance_path)))


def proxies() -> Finding:
    """Whether it is known from where people ask."""
    road: Road = current_app.extensions["road"]
    config = current_app.extensions["config"]
    return proxies_of(config, is_unnamed=road.is_unnamed, is_passed_by=road.is_passed_by)
