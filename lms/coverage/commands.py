"""The head's numbers from the shell, and the proof that the holdings they count are right."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from lms.activities.rules.heading import HEAD_OF_AGENCY
from lms.activities.rules.locating import clauses_named
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.coverage.formats.coverage_paper import coverage_paper
from lms.coverage.formats.report import as_csv, as_json
from lms.coverage.formats.wording import counted
from lms.coverage.formats.workbook import as_workbook
from lms.coverage.models import Among, Knowing, Table
from lms.coverage.queries.naming import details, roles_by_id, units_by_id
from lms.coverage.queries.offering import clause_by_id, staff_kinds_of
from lms.coverage.rules.choosing import unit_with
from lms.coverage.rules.tabulating import scene_of, table_of
from lms.paper.drawing import drawn
from lms.paper.official import FILE_COPY, Frame, Letterhead, Signature
from lms.people.models import StaffKind
from lms.places.models import Organisation, Unit
from lms.places.queries import organisations_named
from lms.places.rules.naming import short_name
from lms.standards.queries import requirements_on
from lms.standards.rules.holding import differences
from lms.standards.rules.holding import rebuild as rebuild_holdings
from lms.web.i18n import said
from lms.web.shell import Commands

coverage_commands = Commands("coverage", help="The numbers of units against the targets.")

FORMATS = ("csv", "json", "xlsx", "pdf", "docx")
TEXTS = ("csv", "json")
"""Those that can go to the screen."""


@coverage_commands.command("report")
@click.option("--unit", "code", required=True, help="The code that the unit had on the day.")
@click.option(
    "--as-of", "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day, as 2022-12-31; today."
)
@click.option("--format", "shape", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--semicolon", is_flag=True, help="CSV as an Excel set to Vietnamese reads it.")
@click.option("--split", is_flag=True, help="Each kind of staff by itself, too.")
@click.option("--kind", "kinds", multiple=True, help="Only staff of this kind, by its code; several times.")
@click.option("--new-since", type=click.DateTime(["%Y-%m-%d"]), help="Only who took up a first post since.")
@click.option("--second-job", is_flag=True, help="Only who holds the post as a second job.")
@click.option("--stale", is_flag=True, help="Only who has not been updated for more than 24 months.")
@click.option(
    "--organiser", default="", help="Only who was taught in a class of this organisation, by its name."
)
@click.option("--clause", default="", help="Only who has learned this, as 01/2022/TT-BYT, Phụ lục I.")
@click.option(
    "--knowing",
    type=click.Choice([each.value for each in Knowing]),
    default=Knowing.CURRENT.value,
    show_default=True,
    help="With --clause: in which version.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; else the screen."
)
def report(
    code: str,
    day: datetime | None,
    shape: str,
    semicolon: bool,
    split: bool,
    out: Path | None,
    **narrowing: Any,
) -> None:
    """Write the numbers of a unit on a day: the total first, then the rows below it."""
    on = day.date() if day else clock.today()
    try:
        unit = unit_with(clean(code), on)
        among, words = _among(on, **narrowing)
    except Refusal as refusal:
        raise click.ClickException(said(refusal.message)) from refusal
    if shape not in TEXTS and out is None:
        raise click.UsageError(
            said(message("This format needs a file to go to: --out FILE.%(format)s", format=shape))
        )
    if shape == "xlsx":
        data = _workbook(unit, on, split, among, words)
    else:
        table = table_of(unit, on, split=split, among=among)
        data = _paper(table, shape, words) if shape not in TEXTS else _text(table, shape, semicolon)
    if out:
        _write(out, data)
    else:
        click.echo(data, nl=False)


@coverage_commands.command("rebuild")
@click.option(
    "--check", is_flag=True, help="Write nothing; list what differs, and exit 1 where anything does."
)
def rebuild(check: bool) -> None:
    """Compute all holdings again from the evidence."""
    if not check:
        changed = rebuild_holdings()
        db.session.commit()
        click.echo(said(message("Holdings computed again; rows changed: %(changed)s.", changed=changed)))
        return
    found = differences()
    for difference in found:
        click.echo(f"{'-' if difference.missing else '+'} {difference.held}")
    if found:
        wrong = message("Rows that differ from the evidence: %(number)s.", number=len(found))
        raise click.ClickException(said(wrong))
    click.echo(said(message("Every holding is what the evidence says.")))


def _write(out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        sentence = message("%(file)s cannot be written: %(reason)s.", file=out, reason=error.strerror)
        raise click.ClickException(said(sentence)) from error


def _among(
    day: date,
    *,
    kinds: Sequence[str],
    new_since: datetime | None,
    second_job: bool,
    stale: bool,
    organiser: str,
    clause: str,
    knowing: str,
) -> tuple[Among, list[str]]:
    """Whom the options mean, and the same in words. Raises :class:`Refusal` for what is not on record."""
    of_kinds, teacher = _kinds(kinds), _organiser(organiser, day)
    learned = clause_by_id(clauses_named(clause, day)[0]) if clause else None
    among = Among(
        staff_kind_ids=frozenset(kind.id for kind in of_kinds),
        new_since=new_since.date() if new_since else None,
        second_job=second_job,
        organiser_id=teacher.id if teacher else None,
        clause_id=learned.id if learned else None,
        knowing=Knowing(knowing) if learned else Knowing.CURRENT,
        stale=stale,
    )
    return among, counted(among, of_kinds, teacher, learned)


def _kinds(codes: Sequence[str]) -> Sequence[StaffKind]:
    found = staff_kinds_of(codes)
    unknown = sorted(set(codes) - {kind.code for kind in found})
    if unknown:
        raise Refusal(message("No kind of staff has the code %(code)s.", code=", ".join(unknown)))
    return found


def _organiser(name: str, day: date) -> Organisation | None:
    found = db.session.scalar(organisations_named(name, day).limit(1)) if name else None
    if name and found is None:
        raise Refusal(message("No organisation is called “%(name)s”.", name=name))
    return found


def _text(table: Table, shape: str, semicolon: bool) -> bytes:
    return as_json(table) if shape == "json" else as_csv(table, semicolon=semicolon)


def _paper(table: Table, shape: str, words: Sequence[str]) -> bytes:
    """The report in the layout of the decree, with room for number, day and signature."""
    unit = table.unit
    letterhead = Letterhead(unit.name, number="/BC", place=short_name(unit))
    frame = Frame(letterhead, Signature(HEAD_OF_AGENCY), [FILE_COPY])
    return drawn(shape, lambda: coverage_paper(table, frame, words))


def _workbook(unit: Unit, day: date, split: bool, among: Among, words: Sequence[str]) -> bytes:
    """The workbook names people, so that it was made is recorded."""
    unit_id = unit.id
    lock_for_writing("audit")
    unit = db.session.get_one(Unit, unit_id)
    audit.record("coverage:exported", unit, by=None, facts={"day": day.isoformat()})
    db.session.commit()
    people = details(scene_of(unit, day, among=among))
    units = units_by_id({each.unit_id for each in people if each.unit_id is not None})
    table = table_of(unit, day, split=split, among=among)
    return as_workbook(table, people, units, roles_by_id(), requirements_on(day), words)
