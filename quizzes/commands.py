"""``flask exercises``: looking over exercises, and taking up the shipped ones that changed."""

from pathlib import Path

import click
from flask_babel import force_locale, gettext

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message
from lms.web.i18n import said
from lms.web.shell import Commands
from quizzes.exercise.checking import differences, read_and_check
from quizzes.exercise.findings import Finding, finding_in
from quizzes.exercise.graph import Exercise
from quizzes.exercise.illustrating import of_media
from quizzes.library import BadExercise, codes, media_of, read_exercise_files, read_text
from quizzes.rules.publishing import take_up

exercises = Commands("exercises", help="Look over exercises and take up the shipped ones.")


@exercises.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--english", is_flag=True, help="Say what is found in English.")
def check(files: tuple[Path, ...], english: bool) -> None:
    """Say what is wrong with exercises, with line and scene; exit with 1 if any finding is an error."""
    with force_locale("en" if english else "vi"):
        found = [_check_file(file) for file in files]
    if not all(found):
        raise SystemExit(1)


def _check_file(file: Path) -> bool:
    """Print what is found in a file; whether it has no error."""
    try:
        exercise, found = read_and_check(read_text(file))
        found += of_media(exercise, media_of(exercise, file.parent / "media"))
    except BadExercise as refusal:
        click.echo(said(refusal.message))
        return False
    found += _against_vietnamese(file, exercise)
    for finding in found:
        doubt = "" if finding.error else f" ({gettext('warning')})"
        click.echo(said(finding_in(str(file), finding)) + doubt)
    return not any(finding.error for finding in found)


def _against_vietnamese(file: Path, exercise: Exercise) -> list[Finding]:
    """Where an English text has another graph than the Vietnamese one beside it."""
    other = file.with_name(file.name.removesuffix(".en.txt") + ".vi.txt")
    if not file.name.endswith(".en.txt") or not other.exists():
        return []
    return differences(read_and_check(read_text(other))[0], exercise)


@exercises.command("load")
def load() -> None:
    """Take up every shipped exercise that changed, as a new version."""
    for line in load_exercises():
        click.echo(line)


def load_exercises() -> list[str]:
    """Take up what changed; returns what was taken up, e.g. ``tinh-huong-be-na 2``."""
    taken = []
    for code in codes():
        version = take_up(read_exercise_files(code), clock.now())
        if version:
            taken.append(f"{code} {version.number}")
    db.session.commit()
    return taken


def take_up_what_can_be() -> list[Message]:
    """Take up what changed, without a commit; says what cannot be taken up."""
    refused = []
    for code in codes():
        try:
            take_up(read_exercise_files(code), clock.now())
        except BadExercise as refusal:
            refused.append(refusal.message)
    return refused


def load_shipped() -> list[Message]:
    """Bring the shipped exercises into the database; changes nothing when they are there already."""
    refused = take_up_what_can_be()
    db.session.commit()
    return refused
