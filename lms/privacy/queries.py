"""Reading whose rows are whose, as the parts declare it, and what was erased."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, LargeBinary, Select, Table, and_, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.schema import Column

from lms.base import clock
from lms.base.audit import AccessLogEntry
from lms.base.bulk import in_pieces
from lms.base.database import Base, db
from lms.base.personal import PersonalData
from lms.base.text import fold
from lms.people.models import Person
from lms.people.policies import open_to
from lms.people.queries import merged_into
from lms.privacy.models import Breach, DataRequest, Erasure, Loss, Why
from lms.web.access import Permission

NAMES = ("name_vi", "title", "name", "full_name", "number")
"""The columns by which a row of another table is called, the best first."""


class Rows(NamedTuple):
    """How many rows of a table are about somebody."""

    data: PersonalData
    number: int


class PersonalMap:
    """What all parts declare, and whose each row is by it."""

    def __init__(self, declared: Sequence[PersonalData]) -> None:
        self.by_table = {each.table: each for each in declared}

    def in_order(self) -> Iterator[tuple[Table, PersonalData]]:
        """The tables, those that refer to others first, so that rows can be removed one table at a time."""
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in self.by_table:
                yield table, self.by_table[table.name]

    def owned(self, table: Table, person_ids: Sequence[int]) -> ColumnElement[bool]:
        """For SQL: whether a row of the table is about one of these people."""
        whose = self.by_table[table.name].whose
        return or_(*(self._says(table.c[name], person_ids) for name in whose))

    def _says(self, column: Column[int], person_ids: Sequence[int]) -> ColumnElement[bool]:
        referred = next((key.column for key in column.foreign_keys), None)
        if referred is None or referred.table.name == Person.__tablename__:
            return column.in_(person_ids)
        return column.in_(select(referred).where(self.owned(referred.table, person_ids)))


def records_of(person_id: int) -> list[int]:
    """The ids under which somebody is on record: her own and those that are read as hers."""
    return [person_id, *merged_into([person_id])]


def rows_about(whole: PersonalMap, person_id: int) -> list[Rows]:
    """By table, how many rows are about somebody; tables without any are left out."""
    ids = records_of(person_id)
    found = []
    for table, data in whole.in_order():
        if not data.whose:
            continue
        number = db.session.scalar(select(func.count()).select_from(table).where(whole.owned(table, ids)))
        if number:
            found.append(Rows(data, number))
    return found


def erasures() -> Select[Erasure]:
    """What was erased, newest first."""
    return (
        select(Erasure)
        .options(joinedload(Erasure.person), joinedload(Erasure.by))
        .order_by(Erasure.erased_at.desc(), Erasure.id.desc())
    )


def erased(person_id: int) -> bool:
    """Whether somebody's data was erased."""
    return db.session.scalar(select(Erasure.id).where(Erasure.person_id == person_id)) is not None


def not_cleared() -> Sequence[Erasure]:
    """The erasures after which the disk has not been written over yet."""
    return db.session.scalars(select(Erasure).where(Erasure.cleared_at.is_(None))).all()


class Look(NamedTuple):
    """That somebody saw or took out records."""

    entry: AccessLogEntry
    who: Person | None
    whose: Person | None


class Sought(NamedTuple):
    """What is looked for in the access log; empty words and None leave it open."""

    who: str = ""
    whose: str = ""
    since: date | None = None
    until: date | None = None
    exported: bool = False


def looks(sought: Sought) -> Select[AccessLogEntry]:
    """The entries of the access log that fit, newest first."""
    found = select(AccessLogEntry).order_by(AccessLogEntry.id.desc())
    for words, column in ((sought.who, AccessLogEntry.actor_id), (sought.whose, AccessLogEntry.person_id)):
        if words:
            found = found.where(column.in_(_called(words)))
    if sought.since:
        found = found.where(AccessLogEntry.at >= _midnight(sought.since))
    if sought.until:
        found = found.where(AccessLogEntry.at < _midnight(sought.until + timedelta(days=1)))
    return found.where(AccessLogEntry.exported.is_(True)) if sought.exported else found


def looks_at(person_id: int) -> Select[AccessLogEntry]:
    """Who saw or took out somebody's own record, newest first."""
    return (
        select(AccessLogEntry)
        .where(AccessLogEntry.person_id.in_(records_of(person_id)), AccessLogEntry.actor_id != person_id)
        .order_by(AccessLogEntry.id.desc())
    )


def with_people(entries: Sequence[AccessLogEntry]) -> list[Look]:
    """Entries with who looked and whose record it was."""
    ids = {each.actor_id for each in entries} | {each.person_id for each in entries if each.person_id}
    people = {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(ids)))}
    return [Look(each, people.get(each.actor_id), people.get(each.person_id or 0)) for each in entries]


def _called(words: str) -> Select[int]:
    """The ids of the people with this code, or whose name has these words in it."""
    named = [Person.folded.contains(word, autoescape=True) for word in fold(words).split()]
    return select(Person.id).where(or_(func.lower(Person.code) == words.lower(), and_(*named)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.VIETNAM)


def open_requests() -> Sequence[DataRequest]:
    """The requests that wait for an answer, the most urgent first."""
    waiting = select(DataRequest).where(DataRequest.outcome.is_(None)).options(joinedload(DataRequest.person))
    return db.session.scalars(waiting.order_by(DataRequest.due_on, DataRequest.id)).all()


def answered_requests() -> Select[DataRequest]:
    """The requests that were answered, newest first."""
    return (
        select(DataRequest)
        .where(DataRequest.outcome.is_not(None))
        .options(joinedload(DataRequest.person), joinedload(DataRequest.answered_by))
        .order_by(DataRequest.answered_at.desc(), DataRequest.id.desc())
    )


def requests_of(person_id: int) -> Sequence[DataRequest]:
    """Somebody's own requests, newest first."""
    own = select(DataRequest).where(DataRequest.person_id == person_id).order_by(DataRequest.id.desc())
    return db.session.scalars(own).all()


class Held(NamedTuple):
    """What one table holds about somebody."""

    data: PersonalData
    number: int
    rows: list[dict[str, Any]]
    """By column, without what tells of others or is secret; the newest last."""


def held_about(whole: PersonalMap, person_id: int, most: int | None = None) -> list[Held]:
    """All that is held about somebody, table by table; ``most`` rows of each, or all."""
    ids = records_of(person_id)
    found = []
    for table, data in whole.in_order():
        if not data.whose:
            continue
        shown = [column for column in table.columns if _is_shown(column, data)]
        rows = select(*shown).where(whole.owned(table, ids)).order_by(*table.primary_key.columns)
        number = (
            db.session.scalar(select(func.count()).select_from(table).where(whole.owned(table, ids))) or 0
        )
        if number:
            given = db.session.execute(rows.offset(max(0, number - most)) if most else rows)
            found.append(Held(data, number, [dict(row) for row in given.mappings()]))
    return found


def _is_shown(column: Column[Any], data: PersonalData) -> bool:
    tells_of_others = column.name in data.by or any(
        key.column.table.name == Person.__tablename__ for key in column.foreign_keys
    )
    return not tells_of_others and column.name not in data.hidden and not isinstance(column.type, LargeBinary)


def names_in(held: Sequence[Held]) -> dict[tuple[str, int], str]:
    """How the things are called to which rows refer: by column and key, the first name that a table has."""
    found: dict[tuple[str, int], str] = {}
    for each in held:
        table = Base.metadata.tables[each.data.table]
        for key in (key for column in table.columns for key in column.foreign_keys):
            name = next((key.column.table.c[n] for n in NAMES if n in key.column.table.c), None)
            wanted = {row[key.parent.name] for row in each.rows if row.get(key.parent.name) is not None}
            if name is None or not wanted:
                continue
            for piece in in_pieces(sorted(wanted)):
                rows = db.session.execute(select(key.column, name).where(key.column.in_(piece)))
                found.update({(key.parent.name, number): str(text) for number, text in rows})
    return found


HOURS_TO_TELL = 72
"""From noticing it to telling the authority: Law 91/2025/QH15, article 23."""
KEPT_ON_A_PHONE = timedelta(days=30)
"""How long before a loss somebody may have opened what her phone still keeps."""


class Affected(NamedTuple):
    """Somebody whose data was lost, and why it is believed."""

    person: Person
    why: Why


def tell_by(row: Breach) -> datetime:
    """When the 72 hours end."""
    return row.noticed_at + timedelta(hours=HOURS_TO_TELL)


def affected_by(row: Breach) -> list[Affected]:
    """Everybody whom a loss affects, by name; each once, for the gravest reason. Counted on the wide side, so
    that nobody is left out because a list says no names in the access log, or a phone keeps a page."""
    found: dict[int, Affected] = {}
    for why, condition in _reasons(row):
        whole = select(Person).where(condition)
        for person in db.session.scalars(whole):
            if not person.is_erased:
                found.setdefault(person.id, Affected(person, why))
    return sorted(found.values(), key=lambda each: (each.person.sort_key, each.person.id))


def breaches() -> Select[Breach]:
    """The losses on record, newest first."""
    return select(Breach).order_by(Breach.noticed_at.desc(), Breach.id.desc())


def _reasons(row: Breach) -> Sequence[tuple[Why, ColumnElement[bool]]]:
    """For SQL: who is affected for which reason, the gravest first."""
    if row.person_id is None:
        return [(Why.EVERYTHING, Person.created_at <= row.until)]
    person = db.session.get_one(Person, row.person_id)
    reasons = [(Why.OWN, Person.id == person.id)]
    if row.loss is Loss.PHONE:
        reasons.append((Why.SHARED, Person.id.in_(_on_her_phones(row, person.id))))
    begin = row.since - KEPT_ON_A_PHONE if row.loss is Loss.PHONE else row.since
    opened = select(AccessLogEntry.person_id).where(
        AccessLogEntry.actor_id == person.id, AccessLogEntry.at.between(begin, row.until)
    )
    reasons.append((Why.OPENED, Person.id.in_(opened.where(AccessLogEntry.person_id.is_not(None)))))
    days = {clock.day_of(row.since), clock.day_of(row.until)}
    permissions = (Permission.PEOPLE_SEE, Permission.ACTIVITIES_RUN)
    reach = [open_to(person, day, permission) for day in days for permission in permissions]
    return [*reasons, (Why.IN_REACH, or_(*reach))]


def _on_her_phones(row: Breach, person_id: int) -> Select[int]:
    """The ids of those who had signed in on the phones that she used until the loss, and not left them."""
    used = Base.metadata.tables["device_user"].c  # of the part that signs people in
    hers = select(used.device_id).where(
        used.person_id == person_id,
        used.since <= row.until,
        func.coalesce(used.revoked_at, row.until) >= row.since,
    )
    return select(used.person_id).where(
        used.device_id.in_(hers),
        used.since <= row.until,
        func.coalesce(used.forgotten_at, row.until) >= row.since,
    )
