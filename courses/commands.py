"""``flask courses``: looking over courses and publishing what changed."""

import click
from flask import current_app
from flask.cli import AppGroup

from courses.library import BadCourse, folders, read_course
from courses.rules.compiling import recompile
from courses.rules.publishing import problems, publish
from lms.base import clock
from lms.base.database import db
from lms.web.i18n import said

courses = AppGroup("courses", help="Look over and publish the shipped courses.")


@courses.command("check")
def check() -> None:
    """Read every course and say what is wrong; writes nothing."""
    found = 0
    for folder in folders():
        try:
            sentences = problems(read_course(folder), current_app.extensions["step_kinds"])
        except BadCourse as refusal:
            sentences = [refusal.message]
        for sentence in sentences:
            click.echo(said(sentence))
        found += len(sentences)
    if found:
        raise SystemExit(1)


@courses.command("load")
def load() -> None:
    """Publish every course whose content changed, as a new edition."""
    for edition in load_courses():
        click.echo(edition)


def load_courses() -> list[str]:
    """Publish what changed and bring all bundles up to date; returns what was published, e.g. ``slug 2``."""
    kinds = current_app.extensions["step_kinds"]
    published = []
    for folder in folders():
        edition = publish(read_course(folder), kinds, clock.now())
        if edition:
            published.append(f"{edition.course.slug} {edition.number}")
    recompile(kinds)
    db.session.commit()
    return published


def load_shipped() -> None:
    """Bring the shipped courses into the database; changes nothing when they are there already."""
    load_courses()
