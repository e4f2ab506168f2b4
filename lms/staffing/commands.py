"""Staff lists from the shell: ``flask --app run people import LIST.xlsx``."""

from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.staffing.rules.importing import ListRefused, bring, preview, read
from lms.staffing.rules.plans import Plan, Row, RowState
from lms.web.i18n import said

people = AppGroup("people", help="People and staff lists.")


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "applies", is_flag=True, help="Write the list: all of it, or nothing.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day for which the list was written (today if left out), as YYYY-MM-DD.",
)
def import_list(file: Path, applies: bool, day: datetime | None) -> None:
    """Show what a staff list would change; with --apply, change it.

    Ends with 1 where a cell is refused; then nothing is written.
    """
    try:
        plan = _apply(file, _day(day)) if applies else _preview(file, _day(day))
    except ListRefused as refusal:
        _show(refusal.plan)
        _stop(said(refusal.message))
    except Refusal as refusal:
        _stop(f"{file.name}: {said(refusal.message)}")
    _show(plan)
    if not plan.is_clean:
        _stop(_("Nothing can be written until these cells are corrected."))
    if applies:
        click.echo(_("The list was written."))
    elif plan.changes_nothing:
        click.echo(_("The list changes nothing: all of it is on record."))
    else:
        click.echo(_("Nothing was written yet. Add --apply to write it."))


def _preview(file: Path, day: date) -> Plan:
    reading = read(file.read_bytes())
    return preview(reading, day, None)


def _apply(file: Path, day: date) -> Plan:
    plan = bring(file.name, file.read_bytes(), day)
    db.session.commit()
    return plan


def _day(given: datetime | None) -> date:
    return given.date() if given else clock.today()


def _stop(sentence: str) -> None:
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
    for refused in plan.refused:
        heading = f" ({refused.heading})" if refused.heading else ""
        click.echo(f"  {refused.cell.address}{heading}: {said(refused.sentence)}")


def _changes(row: Row) -> str:
    return "; ".join(
        f"{said(each.what)}: {_word(each.before) or '—'} → {_word(each.after) or '—'}" for each in row.changes
    )


def _word(value: object) -> str:
    return said(value) if isinstance(value, tuple) else str(value)  # type: ignore[arg-type]
