"""Staff lists from the shell: ``flask --app run people import LIST.xlsx``."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import click
from flask_babel import gettext as _

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message, Refusal, message
from lms.base.spreadsheet_archives import NamedFile
from lms.staffing.rules.drafting import FilesRefused, ListRefused, read
from lms.staffing.rules.importing import combine, keep_upload, preview
from lms.staffing.rules.plans import Plan, Row, RowState
from lms.staffing.rules.writing_in_pieces import begin, write_in_pieces
from lms.web.i18n import said
from lms.web.shell import Commands

people = Commands("people", help="People and staff lists.")


@people.command("import")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--apply", "applies", is_flag=True, help="Write the list: all of it, or nothing.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day for which the list was written (today if left out), as YYYY-MM-DD.",
)
def import_list(files: Sequence[Path], applies: bool, day: datetime | None) -> None:
    """Show what a staff list would change; with --apply, change it. Several files are one list.

    Ends with 1 where a cell is refused; then nothing is written.
    """
    sent = [NamedFile(file.name, _content(file)) for file in files]
    try:
        upload = combine(sent)
        plan = preview(read(upload.data), _day(day), None)
        if applies and plan.is_clean:
            _apply(upload, _day(day))
    except ListRefused as refusal:
        _show(refusal.plan)
        _stop(said(refusal.message))
    except FilesRefused as refusal:
        _stop("\n".join(said(each) for each in refusal.problems))
    except Refusal as refusal:
        _stop(f"{sent[0].name}: {said(refusal.message)}")
    _show(plan)
    if not plan.is_clean:
        _stop(said(_unwritable(plan)))
    if applies:
        click.echo(_("The list was written."))
    elif plan.changes_nothing:
        click.echo(_("The list changes nothing: all of it is on record."))
    else:
        click.echo(_("Nothing was written yet. Add --apply to write it."))


def _unwritable(plan: Plan) -> Message:
    if plan.refused:
        return message("Nothing can be written until these cells are corrected.")
    return message(
        "It is not certain whom these rows mean. Give their codes, or send the list in a browser and decide."
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        _stop(_("%(file)s: there is no such file, or it cannot be read.", file=file.name))


def _apply(upload: NamedFile, day: date) -> None:
    kept = begin(keep_upload(upload.name, upload.data, day, None).id, None)
    db.session.commit()
    write_in_pieces(kept.id, db.session.commit)


def _day(given: datetime | None) -> date:
    return given.date() if given else clock.today()


def _stop(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(1)


def _show(plan: Plan) -> None:
    counts = plan.counts()
    click.echo(
        _("Rows: %(new)s new, %(changed)s changed, %(same)s the same, %(refused)s refused.", **counts)
        + " "
        + _("People added: %(people)s. Past trainings: %(trainings)s.", **counts)
    )
    if plan.unread:
        click.echo(_("Columns that are not read: %(headings)s", headings=", ".join(plan.unread)))
    for row in plan.rows:
        if row.state is RowState.CHANGED:
            click.echo(f"  {row.place.address}  {row.name}: {_changes(row)}")
    for doubt in plan.doubts:
        click.echo(f"  {doubt.line.place.address}  {doubt.line.name}: {said(doubt.sentence)}")
    for refused in plan.refused:
        heading = f" ({refused.heading})" if refused.heading else ""
        click.echo(f"  {refused.cell.address}{heading}: {said(refused.sentence)}")


def _changes(row: Row) -> str:
    return "; ".join(
        f"{said(each.what)}: {_word(each.before) or '—'} → {_word(each.after) or '—'}" for each in row.changes
    )


def _word(value: object) -> str:
    return said(value) if isinstance(value, tuple) else str(value)  # type: ignore[arg-type]
