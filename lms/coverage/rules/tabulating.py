"""From counts to the head's table: its columns, its rows, and each number against its target."""

from collections.abc import Iterator, Sequence
from datetime import date

from lms.base.database import db
from lms.coverage.models import (
    EVERYBODY,
    NOWHERE,
    OWN,
    UNKNOWN_HAMLET,
    Among,
    Cell,
    Column,
    Row,
    RowKind,
    Scene,
    Table,
)
from lms.coverage.queries.counting import present, vacancies
from lms.coverage.queries.naming import hamlets_among
from lms.coverage.rules.counting import Counts
from lms.coverage.rules.targeting import Targets
from lms.people.queries import staff_kinds
from lms.places.models import Hamlet, Unit, UnitKind
from lms.places.queries import children_of
from lms.standards.models import Requirement
from lms.standards.queries import requirements_on


def scene_of(
    unit: Unit,
    day: date,
    targets: Targets | None = None,
    *,
    among: Among = EVERYBODY,
    tree: date | None = None,
) -> Scene:
    """What is looked at: a unit on a day, under the targets of that day.

    With ``tree`` the people of ``day`` under the units of that later day, of which ``unit`` is one.
    """
    return Scene(unit, day, (targets or Targets(day)).in_year, among, tree)


def table_of(
    unit: Unit,
    day: date,
    *,
    split: bool = False,
    targets: Targets | None = None,
    among: Among = EVERYBODY,
    tree: date | None = None,
    only: str = "",
) -> Table:
    """The people of a unit on a day against what is asked of them, by the units right below it.

    Columns are the requirements in force that are asked of somebody there (``only`` the one of that code);
    with ``split`` those asked of several kinds of staff have one more column for each kind. ``unit`` must be
    a unit of that day, or of the day of the ``tree``; ``targets`` are those of the day, where the caller has
    read them already.
    """
    targets = targets or Targets(day)
    scene = scene_of(unit, day, targets, among=among, tree=tree)
    asked = [each for each in requirements_on(day) if only in ("", each.code)]
    counts = Counts(present(scene), asked, by_kind=split)
    rows = _Rows(scene, _columns(scene, asked, targets, counts, split=split), targets, counts)
    return Table(
        unit=unit,
        day=day,
        columns=rows.columns,
        total=rows.total(),
        rows=tuple(rows.below()),
        doubled=counts.doubled(),
        tree=tree,
        among=among,
    )


def _columns(
    scene: Scene, asked: Sequence[Requirement], targets: Targets, counts: Counts, *, split: bool
) -> tuple[Column, ...]:
    all_kinds = db.session.scalars(staff_kinds()).all()
    columns = []
    for requirement in asked:
        kinds = counts.asked_kinds(requirement, all_kinds)
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
        return self._row(RowKind.TOTAL, None, sum(self._vacant.values()))

    def below(self) -> Iterator[Row]:
        """The lines that make up the total; those of people without a place only where there are any."""
        unit = self._scene.unit
        if unit.kind is UnitKind.COMMUNE:
            yield from self._hamlets()
        for child in db.session.scalars(children_of(unit.id, self._scene.unit_day)):
            yield self._row(RowKind.UNIT, child.id, self._vacant.get(child.id, 0), unit=child)
        yield self._row(RowKind.OWN, OWN, self._vacant.get(OWN, 0))
        for kind, place in ((RowKind.UNKNOWN_HAMLET, UNKNOWN_HAMLET), (RowKind.NOWHERE, NOWHERE)):
            if self._counts.people(place) or self._vacant.get(place):
                yield self._row(kind, place, self._vacant.get(place, 0))

    def _hamlets(self) -> Iterator[Row]:
        """Those of the commune on the day, and any other that somebody serves."""
        places = [place for place in {*self._counts.places(), *self._vacant} if place > OWN]
        for hamlet in hamlets_among(self._scene.unit.id, self._scene.day, places):
            yield self._row(RowKind.HAMLET, hamlet.id, self._vacant.get(hamlet.id, 0), hamlet=hamlet)

    def _row(
        self,
        kind: RowKind,
        place: int | None,
        vacant: int,
        *,
        unit: Unit | None = None,
        hamlet: Hamlet | None = None,
    ) -> Row:
        unit = unit or self._scene.unit
        cells = tuple(self._cell(unit, place, column) for column in self.columns)
        return Row(kind, unit, self._counts.people(place), vacant, cells, hamlet)

    def _cell(self, unit: Unit, place: int | None, column: Column) -> Cell:
        requirement_id, _kind = column.key
        target = self._targets.of(unit, requirement_id, column.kind_ids)
        return Cell(self._counts.count(place, *column.key), target.threshold if target else None)
