"""``flask courses``: looking over courses and publishing what changed."""

import logging

import click
from flask import current_app
from flask.cli import AppGroup

from courses.library import folders, read_course
from courses.rules.checking import examine
from courses.rules.shipping import Loaded, take_up
from courses.source.findings import BadCourse
from lms.base import clock
from lms.base.database import db
from lms.web.i18n import said

_LOG = logging.getLogger(__name__)

courses = AppGroup("courses", help="Look over and publish the shipped courses.")


@courses.command("check")
def check() -> None:
    """Read every course and say what is wrong; writes nothing."""
    found = 0
    for folder in folders():
        try:
            findings = examine(read_course(folder), current_app.extensions["step_kinds"], clock.today())
        except BadCourse as refusal:
            findings = [refusal.finding]
        for finding in findings:
            click.echo(f"{finding.place}: {said(finding.sentence)}")
        found += len(findings)
    if found:
        raise SystemExit(1)


@courses.command("load")
def load() -> None:
    """Publish every course whose content changed, as a new edition."""
    loaded = _load()
    for edition in loaded.published:
        click.echo(edition)
    for sentence in loaded.refused:
        click.echo(said(sentence), err=True)
    if loaded.refused:
        raise SystemExit(1)


def load_shipped() -> None:
    """Bring the shipped courses into the database; changes nothing when they are there already."""
    for sentence in _load().refused:
        _LOG.warning("a shipped course cannot be published: %s", said(sentence))


def _load() -> Loaded:
    loaded = take_up(current_app.extensions["step_kinds"], clock.now())
    db.session.commit()
    return loaded
