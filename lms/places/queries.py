"""Finding units: by code and date, by words, by where they lie, and by what they followed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, func, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased, joinedload

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.base.text import clean, fold
from lms.places.models import (
    Hamlet,
    HamletSuccession,
    Organisation,
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
)

COUNTRY_CODE = "VN"
FOUND_AT_MOST = 50
LEVELS = 4  # that words may name, the lowest first; what follows is no unit

# How the type of a unit is written before its name; lists shorten it in these ways.
TYPES = ("xa", "phuong", "thi tran", "dac khu", "quan", "huyen", "thi xa", "thanh pho", "tinh")
SHORT_TYPES = {
    "x": "xa",
    "p": "phuong",
    "tt": "thi tran",
    "dk": "dac khu",
    "q": "quan",
    "h": "huyen",
    "tx": "thi xa",
    "tp": "thanh pho",
    "t": "tinh",
}


def country() -> Unit:
    """Việt Nam. Raises ``NoResultFound`` before the shipped units are loaded."""
    return db.session.scalars(select(Unit).where(Unit.code == COUNTRY_CODE)).one()


def unit_by_code(code: str, day: date) -> Unit | None:
    """The unit that had this code on ``day``; the same code named another unit on another day."""
    return db.session.scalar(select(Unit).where(Unit.code == code, Unit.holding_on(day)))


def find_units(
    words: str, day: date, *, kind: UnitKind | None = None, within: str | None = None
) -> Sequence[Unit]:
    """The units of ``day`` that ``words`` name: a code, or a name with or without its type and diacritics.

    Units above may follow after commas, as in ``Tam Dương, Phú Thọ``; ``within`` is one more of them, by code
    or name. Units whose whole name it is come alone, and of these the ones with the same diacritics where
    there are any; only where no name is equal, those that contain the words. At most 50, by name, with the
    units above loaded.
    """
    name, *above = (part.strip() for part in words.split(",")[:LEVELS])
    narrowing = [_lies_within(part) for part in (*above, within) if part]
    if kind:
        narrowing.append(Unit.kind == kind)
    found = _found(day, _named(Unit, name), *narrowing)
    if found:
        return [unit for unit in found if _written_alike(unit, name)] or found
    return _found(day, Unit.folded.contains(_spelled_out(name), autoescape=True), *narrowing)


def _found(day: date, *conditions: ColumnElement[bool]) -> list[Unit]:
    query = (
        select(Unit)
        .where(Unit.holding_on(day), *conditions)
        .options(joinedload(Unit.parent).joinedload(Unit.parent).joinedload(Unit.parent))
        .order_by(Unit.folded, Unit.code)
        .limit(FOUND_AT_MOST)
    )
    return list(db.session.scalars(query))


def _written_alike(unit: Unit, words: str) -> bool:
    """Whether the diacritics agree too: Tam Dương is not Tam Đường."""
    return f" {unit.name}".casefold().endswith(f" {clean(words)}".casefold())


def _lies_within(words: str) -> ColumnElement[bool]:
    parent, grandparent = aliased(Unit), aliased(Unit)
    return (
        select(parent.id)
        .outerjoin(grandparent, grandparent.id == parent.parent_id)
        .where(parent.id == Unit.parent_id, or_(_named(parent, words), _named(grandparent, words)))
        .exists()
    )


def _named(unit: type[Unit], words: str) -> ColumnElement[bool]:
    name = _spelled_out(words)
    return or_(unit.code == words.strip(), unit.folded.in_([name, *(f"{kind} {name}" for kind in TYPES)]))


def _spelled_out(words: str) -> str:
    """Folded, with a shortened type written out: ``TT. Hợp Hòa`` -> ``thi tran hop hoa``."""
    folded = fold(words)
    first, dot, rest = folded.partition(".")
    if not (dot and first in SHORT_TYPES):
        first, _, rest = folded.partition(" ")
    return f"{SHORT_TYPES[first]} {rest.strip()}" if first in SHORT_TYPES and rest.strip() else folded


def unit_rows(unit_ids: Iterable[int] | None = None) -> Sequence[Any]:
    """Every unit of every time, or some of them: id, code, name, folded, kind, parent_id, valid_from,
    valid_until."""
    columns = (Unit.id, Unit.code, Unit.name, Unit.folded, Unit.kind, Unit.parent_id)
    query = select(*columns, Unit.valid_from, Unit.valid_until).order_by(Unit.id)
    if unit_ids is None:
        return db.session.execute(query).all()
    return [
        row for piece in in_pieces(unit_ids) for row in db.session.execute(query.where(Unit.id.in_(piece)))
    ]


def succession_pairs() -> set[tuple[int, int]]:
    """The ids of every unit with that of one that followed it."""
    rows = db.session.execute(select(Succession.from_id, Succession.to_id))
    return {(from_id, to_id) for from_id, to_id in rows}


def units_with_ids(unit_ids: Iterable[int]) -> dict[int, Unit]:
    """Units by id, in the order of their names, with the units above loaded."""
    above = joinedload(Unit.parent).joinedload(Unit.parent).joinedload(Unit.parent)
    query = select(Unit).options(above).order_by(Unit.folded, Unit.code, Unit.id)
    found = [
        unit
        for piece in in_pieces(sorted(unit_ids))
        for unit in db.session.scalars(query.where(Unit.id.in_(piece)))
    ]
    return {unit.id: unit for unit in found}


def children_of(unit_id: int, day: date) -> Select[Unit]:
    """The units of ``day`` right below one, by type and name."""
    below = select(Unit).where(Unit.parent_id == unit_id, Unit.holding_on(day))
    return below.order_by(Unit.folded, Unit.code)


def ancestors_of(unit: Unit) -> list[Unit]:
    """The units above one, nearest first, without the country."""
    above: list[Unit] = []
    parent = unit.parent
    while parent is not None and parent.kind is not UnitKind.COUNTRY:
        above.append(parent)
        parent = parent.parent
    return above


def subtree_ids(top_ids: Iterable[int], day: date) -> Select[int]:
    """The ids of the units of ``day`` at or below the given ones, for use in ``IN``."""
    tree = select(Unit.id).where(Unit.id.in_(list(top_ids)), Unit.holding_on(day)).cte(recursive=True)
    child = aliased(Unit)
    tree = tree.union(select(child.id).join(tree, child.parent_id == tree.c.id).where(child.holding_on(day)))
    return select(tree.c.id)


def scope_ids(top_ids: Iterable[int], day: date) -> Select[int]:
    """The ids of the units of ``day`` that somebody answers for who answers for the given units.

    Those at or below them, and, for a day before some of these existed, the units they followed: whoever
    holds Phú Thọ today sees the communes of Vĩnh Phúc in 2022. A unit of which only a part came counts too.
    """
    lived = or_(Unit.valid_until.is_(None), Unit.valid_until > day)
    reached = _lineage(list(top_ids), not_ended=lived, followed=Succession.effective_on > day)
    return select(Unit.id).join(reached, reached.c.id == Unit.id).where(Unit.holding_on(day))


def lineage_ids(top_ids: Iterable[int]) -> Select[int]:
    """The ids of the units of any time at or below the given ones, with all that they followed."""
    return select(_lineage(list(top_ids)).c.id)


def _lineage(
    top_ids: list[int],
    *,
    not_ended: ColumnElement[bool] | None = None,
    followed: ColumnElement[bool] | None = None,
) -> CTE:
    """The closure of the given units under "lies below" and "came before"; each id once.

    PostgreSQL wants one recursive term with one mention of itself, and SQLite looks nothing up by index in
    a union: so each row goes down (step 0) and back in time (step 1) by outer joins.
    """
    reached = select(Unit.id).where(Unit.id.in_(top_ids)).cte(recursive=True)
    steps = union_all(select(literal(0).label("back")), select(literal(1))).subquery("steps")
    below = and_(steps.c.back == 0, Unit.parent_id == reached.c.id)
    before = and_(steps.c.back == 1, Succession.to_id == reached.c.id)
    further = func.coalesce(Unit.id, Succession.from_id)
    return reached.union(
        select(further)
        .select_from(reached)
        .join(steps, true())
        .outerjoin(Unit, below if not_ended is None else and_(below, not_ended))
        .outerjoin(Succession, before if followed is None else and_(before, followed))
        .where(further.is_not(None))
    )


def successions_from(unit_ids: Iterable[int]) -> list[Succession]:
    """Every succession that begins in one of the units, directly or through those that followed them."""
    chain = select(Succession.id, Succession.to_id).where(Succession.from_id.in_(list(unit_ids)))
    reached = chain.cte("chain", recursive=True)
    further = select(Succession.id, Succession.to_id).join(reached, Succession.from_id == reached.c.to_id)
    reached = reached.union(further)
    return list(db.session.scalars(select(Succession).where(Succession.id.in_(select(reached.c.id)))))


def successions_into(unit_ids: Iterable[int]) -> Sequence[Succession]:
    """Every succession that ends in one of the units."""
    return db.session.scalars(select(Succession).where(Succession.to_id.in_(list(unit_ids)))).all()


def parts_of(unit_id: int) -> dict[int, Unit]:
    """The units among which one was split, by id; none where it was not."""
    links = select(Succession.to_id).where(
        Succession.from_id == unit_id, Succession.kind == SuccessionKind.PART
    )
    return units_with_ids(db.session.scalars(links))


def hamlets_of(unit_id: int, day: date) -> Select[Hamlet]:
    """The hamlets of a commune on ``day``, by name."""
    return (
        select(Hamlet)
        .where(Hamlet.unit_id == unit_id, Hamlet.holding_on(day))
        .order_by(Hamlet.folded, Hamlet.id)
    )


def hamlet_named(unit_id: int, name: str, day: date) -> Hamlet | None:
    """The hamlet of that name in a commune on ``day``, however its name is written."""
    return db.session.scalar(hamlets_of(unit_id, day).where(Hamlet.folded == fold(name)).limit(1))


def hamlets_followed(hamlet_ids: Iterable[int]) -> dict[int, Hamlet]:
    """By the id of a hamlet that ended with its commune, the one that it is since, where that is known."""
    query = (
        select(HamletSuccession)
        .options(joinedload(HamletSuccession.new).joinedload(Hamlet.unit))
        .order_by(HamletSuccession.id)
    )
    return {
        link.from_id: link.new
        for piece in in_pieces(sorted(hamlet_ids))
        for link in db.session.scalars(query.where(HamletSuccession.from_id.in_(piece)))
    }


def linked_hamlets_of(unit_ids: Iterable[int]) -> Sequence[Hamlet]:
    """The hamlets of some communes that are known to have been others before."""
    linked = select(HamletSuccession.to_id)
    return db.session.scalars(
        select(Hamlet).where(Hamlet.unit_id.in_(list(unit_ids)), Hamlet.id.in_(linked)).order_by(Hamlet.id)
    ).all()


def organisations_named(name: str, day: date) -> Select[Organisation]:
    """The organisations of that name on ``day``, however it is written; stations far apart may share one."""
    named = and_(Organisation.folded == fold(name), Organisation.holding_on(day))
    return select(Organisation).where(named).order_by(Organisation.id)
