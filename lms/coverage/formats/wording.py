"""The words that page, workbook and report share."""

from flask_babel import gettext as _

from lms.coverage.models import Column, Row, RowKind, Table
from lms.coverage.queries.serving import State
from lms.web.filters import count, named, percent


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
        RowKind.NOWHERE: _("Serving no commune"),
    }
    return str(names.get(row.kind, row.unit.name))


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
