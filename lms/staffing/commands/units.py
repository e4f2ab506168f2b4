"""Changes of units from the shell: ``flask --app run units load CHANGES.xlsx``."""

from pathlib import Path

import click
from flask_babel import gettext as _

from lms.base.database import db
from lms.base.messages import Refusal
from lms.places.rules.changing_units import shipped_list
from lms.places.rules.reading_units import read_units
from lms.staffing.rules.changing_units import ChangesRefused, Preview, carry_out, keep_changes, preview
from lms.web.i18n import said
from lms.web.shell import Commands

units = Commands("units", help="Provinces, communes and their changes.")
SHIPPED = "units.csv"


@units.command("load")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--apply", "applies", is_flag=True, help="Carry the changes out: all of them, or nothing.")
def load(file: Path | None, applies: bool) -> None:
    """Show what a list of units would change, without FILE the list that is shipped; with --apply, change it.

    Ends with 1 where a cell is refused or a post would be left without a unit; then nothing is written.
    """
    try:
        name, content = (file.name, file.read_bytes()) if file else (SHIPPED, shipped_list())
        done = preview(read_units(name, content))
        if applies and done.is_clean and not done.plan.changes_nothing:
            done = carry_out(keep_changes(name, content, None).id, by=None)
            db.session.commit()
    except OSError as error:
        no_file = _("%(file)s: there is no such file, or it cannot be read.", file=file.name if file else "")
        raise click.ClickException(no_file) from error
    except Refusal as refusal:
        raise click.ClickException(said(refusal.message)) from refusal
    _show(done)
    if not done.is_clean:
        raise click.ClickException(said(ChangesRefused(done).message))
    if done.plan.changes_nothing:
        click.echo(_("The list changes nothing: all of it is on record."))
    else:
        click.echo(
            _("The changes were written.")
            if applies
            else _("Nothing was written yet. Add --apply to write it.")
        )


def _show(done: Preview) -> None:
    counts = done.counts()
    click.echo(_("Units: %(begun)s begin, %(ended)s end, %(same)s rows are on record already.", **counts))
    click.echo(
        _(
            "Posts: %(moved)s move with their unit, %(undecided)s wait for a decision, "
            "%(lost)s would be lost.",
            **counts,
        )
    )
    for refused in done.plan.refused:
        click.echo(f"  {refused.cell} ({refused.heading}): {said(refused.sentence)}")
    for life, row in done.effects.lost:
        click.echo(f"  {life.full_name}: {row.full_name or '—'}, {row.hamlet or '—'}")
    for station in done.effects.stations:
        click.echo(f"  {station.organisation.name} → {station.successor_name}, {station.life.full_name}")
