"""From counts to the head's table: its columns, its rows, and each number against its target."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lms.base.database import db
from lms.coverage.models import Cell, Column, Row, RowKind, Table
from lms.coverage.queries.counting import standings, vacancies
from lms.coverage.queries.serving import NOWHERE, OWN, Scene
from lms.coverage.rules.counting import Counts
from lms.coverage.rules.targeting import Targets
from lms.people.queries import staff_kinds
from lms.places.models import Unit
from lms.places.queries import children_of
from lms.standards.queries import requirements_on


def scene_of(unit: Unit, day: date, targets: Targets | None = None) -> Scene:
    """What is looked at: a unit on a day, under the targets of that day."""
    return Scene(unit, day, (targets or Targets(day)).in_year)


def table_of(unit: Unit, day: date, *, split: bool = False, targets: Targets | None = None) -> Table:
    """The people of a unit on a day against what is asked of them, by the units right below it.

    Columns are the requirements in force that are asked of somebody there; with ``split`` those asked of
    several kinds of staff have one more column for each kind. ``unit`` must be a unit of that day;
    ``targets`` are those of the day, where the caller has read them already.
    """
    targets = targets or Targets(day)
    scene = Scene(unit, day, targets.in_year)
    counts = Counts(standings(scene))
    rows = _Rows(scene, _columns(scene, targets, counts, split=split), targets, counts)
    return Table(
        unit=unit,
        day=day,
        columns=rows.columns,
        total=rows.total(),
        rows=tuple(rows.below()),
        doubled=counts.doubled(),
    )


def _columns(scene: Scene, targets: Targets, counts: Counts, *, split: bool) -> tuple[Column, ...]:
    all_kinds = db.session.scalars(staff_kinds()).all()
    columns = []
    for requirement in requirements_on(scene.day):
        kinds = tuple(kind for kind in all_kinds if counts.is_asked(requirement.id, kind.id))
        parts = [(kind,) for kind in kinds] if split and len(kinds) > 1 else []
        for of in [kinds, *parts] if kinds else []:
            target = targets.of(scene.unit, requirement.id, [kind.id for kind in of])
            columns.append(Column(requirement, of, target, is_part=of is not kinds))
    return tuple(columns)


class _Rows:
    """The counts brought under the columns, line by line."""

    def __init__(self, scene: Scene, columns: tuple[Column, ...], targets: Targets, counts: Counts) -> None:
        self.columns = columns
        self._scene = scene
        self._targets = targets
        self._counts = counts
        self._vacant = vacancies(scene)

    def total(self) -> Row:
        """The line that counts everybody on the page once."""
        return self._row(RowKind.TOTAL, self._scene.unit, None, sum(self._vacant.values()))

    def below(self) -> Iterator[Row]:
        """The lines that make up the total; the one of the unplaced only where there are any."""
        unit, day, _ = self._scene
        for child in db.session.scalars(children_of(unit.id, day)):
            yield self._row(RowKind.UNIT, child, child.id, self._vacant.get(child.id, 0))
        yield self._row(RowKind.OWN, unit, OWN, self._vacant.get(OWN, 0))
        if self._counts.people(NOWHERE):
            yield self._row(RowKind.NOWHERE, unit, NOWHERE, 0)

    def _row(self, kind: RowKind, unit: Unit, place: int | None, vacant: int) -> Row:
        cells = tuple(self._cell(unit, place, column) for column in self.columns)
        return Row(kind, unit, self._counts.people(place), vacant, cells)

    def _cell(self, unit: Unit, place: int | None, column: Column) -> Cell:
        return Cell(self._counts.count(place, *column.key), self._threshold(unit, column))

    def _threshold(self, unit: Unit, column: Column) -> Decimal | None:
        target = self._targets.of(unit, column.requirement.id, [kind.id for kind in column.staff_kinds])
        return target.threshold if target else None
