"""The words that page, workbook and report share."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.coverage.models import Among, Column, Knowing, Row, RowKind, State, Table
from lms.people.models import StaffKind
from lms.places.models import Organisation
from lms.standards.models import Clause
from lms.web.filters import count, day, named, percent


def title(column: Column) -> str:
    """The requirement, and the kind of staff where the column counts only one."""
    name = named(column.requirement)
    return f"{name} – {named(column.staff_kinds[0])}" if column.is_part else name


def heading(column: Column) -> str:
    """The same with its target, e.g. ``Kiến thức dân số cơ bản (T1: 80,0 %)``."""
    if column.target is None:
        return title(column)
    if column.target.threshold is None:
        return f"{title(column)} ({column.target.code})"
    return f"{title(column)} ({column.target.code}: {percent(column.target.threshold)})"


def row_name(row: Row) -> str:
    """What a line is called."""
    names = {
        RowKind.TOTAL: _("All, each person once"),
        RowKind.OWN: _("Staff of the unit itself"),
        RowKind.UNKNOWN_HAMLET: _("Hamlet not known"),
        RowKind.NOWHERE: _("Serving no commune"),
    }
    return str(names.get(row.kind, _place_name(row)))


def _place_name(row: Row) -> str:
    """A hamlet of a commune that was merged is told with its commune."""
    if row.hamlet is None:
        return row.unit.name
    if row.hamlet.unit_id == row.unit.id:
        return row.hamlet.name
    return f"{row.hamlet.name} ({row.hamlet.unit.name})"


def counted(
    among: Among,
    kinds: Sequence[StaffKind],
    organiser: Organisation | None = None,
    clause: Clause | None = None,
) -> list[str]:
    """Whom a page counts, a phrase for each part of ``among``; empty for everybody. The rows are those that
    it names."""
    words: list[str] = []
    if kinds:
        words.append(", ".join(named(kind) for kind in kinds))
    if among.new_since:
        words.append(_("in their first post since %(day)s", day=day(among.new_since)))
    if among.second_job:
        words.append(_("holding the post as a second job"))
    if organiser:
        words.append(_("taught in a class of %(organiser)s", organiser=organiser.name))
    if clause:
        place = f"{clause.article} – {clause.document.number}"
        words.append(_KNOWING[among.knowing](place))
    if among.stale:
        words.append(_("not updated for more than 24 months"))
    return words


_KNOWING = {
    Knowing.CURRENT: lambda place: _("having learned %(place)s in its present version", place=place),
    Knowing.ANY: lambda place: _("having learned %(place)s in any version", place=place),
    Knowing.NOT_CURRENT: lambda place: _("not having learned %(place)s in its present version", place=place),
}


def state_name(state: int) -> str:
    """How far somebody is, in a word."""
    names = {
        State.CONFIRMED: _("Meets it"),
        State.DECLARED: _("Declared, not confirmed"),
        State.LACKING: _("Not yet"),
    }
    return str(names[State(state)])


def reconciliation(table: Table) -> str:
    """Why the rows and the total are both right."""
    numbers = {"sum": count(table.sum_of_rows), "total": count(table.total.people)}
    if not table.doubled:
        words = _("The rows add up to the total: %(total)s people.", total=numbers["total"])
    elif table.surplus == table.doubled:
        words = _(
            "Sum of the rows %(sum)s – %(doubled)s who serve in 2 units = %(total)s people",
            doubled=count(table.doubled),
            **numbers,
        )
    else:
        words = _(
            "Sum of the rows %(sum)s – %(surplus)s repeated counts of %(doubled)s who serve in several units"
            " = %(total)s people",
            doubled=count(table.doubled),
            surplus=count(table.surplus),
            **numbers,
        )
    return str(words)
