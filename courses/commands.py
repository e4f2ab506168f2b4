"""``flask courses``: looking over courses and publishing what changed."""

from collections.abc import Sequence

import click
from flask import current_app
from flask_babel import force_locale, gettext

from courses.formats.telling import finding_line, matrix_lines, question_lines, size_lines
from courses.rules.inspecting import Inspection, inspect
from courses.rules.progress import complete_what_waits
from courses.rules.shipping import Loaded, take_up
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message
from lms.web.addresses import opens
from lms.web.i18n import said
from lms.web.shell import Commands

courses = Commands("courses", help="Look over and publish the shipped courses.")


@courses.command("check")
@click.argument("slugs", nargs=-1)
@click.option("--matrix", is_flag=True, help="Show which lessons and exercises serve each task.")
@click.option("--sizes", is_flag=True, help="Show what each section costs to load, in bytes.")
@click.option("--questions", is_flag=True, help="Print the questions for the province's specialist.")
@click.option("--english", is_flag=True, help="Say what is found in English.")
def check(slugs: tuple[str, ...], matrix: bool, sizes: bool, questions: bool, english: bool) -> None:
    """Say what is wrong with the shipped courses as they lie; exit with 1 if any finding is an error.

    Looks over all of them when none is named. Writes nothing.
    """
    with force_locale("en" if english else "vi"):
        seen = inspect(current_app.extensions["step_kinds"], clock.now(), opens, slugs)
        db.session.rollback()
        for line in _lines(seen, matrix=matrix, sizes=sizes, questions=questions):
            click.echo(line)
    if not seen.sound:
        raise SystemExit(1)


@courses.command("load")
def load() -> None:
    """Publish every course whose content changed, as a new edition."""
    loaded = _load()
    for edition in loaded.published:
        click.echo(edition)
    for sentence in [*loaded.held, *loaded.refused]:
        click.echo(said(sentence), err=True)
    if loaded.refused:
        raise SystemExit(1)


def load_shipped() -> Sequence[Message]:
    """Bring the shipped courses into the database; changes nothing when they are there already. Whoever has
    nothing left of a course that needs less than before has completed it."""
    refused = _load().refused
    complete_what_waits(clock.now())
    db.session.commit()
    return refused


def _load() -> Loaded:
    loaded = take_up(current_app.extensions["step_kinds"], clock.now())
    db.session.commit()
    return loaded


def _lines(seen: Inspection, *, matrix: bool, sizes: bool, questions: bool) -> list[str]:
    lines = [f"{said(sentence)}" for sentence in seen.refused]
    lines += [finding_line(finding) for report in seen.reports for finding in report.findings]
    lines += [finding_line(finding) for finding in seen.findings]
    if matrix:
        lines += matrix_lines(seen.rows)
    for report in seen.reports:
        if sizes:
            lines += size_lines(
                report.slug, [(each.section, each.language, each.bytes) for each in report.sizes]
            )
        if questions and report.source:
            lines += question_lines(report.source)
    return lines or [gettext("Nothing is wrong.")]
