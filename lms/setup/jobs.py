"""Looking at what stands beside the product: its address as others see it, and the scanner."""

from datetime import timedelta
from pathlib import Path

from flask import current_app

from lms.base.messages import message
from lms.base.scheduling import Job
from lms.setup.rules.trying_scanner import try_scanner
from lms.setup.rules.visiting import keep, visit


def look_at_address() -> None:
    """Note until when the certificate of the public address holds; where nobody answers, what was seen last
    stays."""
    config = current_app.extensions["config"]
    address = config.public_url or ""
    if config.is_production and address.startswith("https:") and (seen := visit(address)):
        keep(seen, Path(current_app.instance_path))


def look_at_scanner() -> None:
    """Note whether the scanner for viruses answers, where there is one."""
    if command := current_app.extensions["config"].virus_scan:
        try_scanner(command, Path(current_app.instance_path))


JOBS = (
    Job(
        "look-at-address",
        timedelta(hours=6),
        look_at_address,
        message("Looks until when the certificate of the address holds that people open."),
    ),
    Job(
        "look-at-scanner",
        timedelta(hours=1),
        look_at_scanner,
        message("Tries whether the scanner for viruses answers, where there is one."),
    ),
)
