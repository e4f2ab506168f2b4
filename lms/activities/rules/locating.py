"""What the words of a form mean: which unit, which organisation, which clauses."""

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.base.text import clean, fold
from lms.people.models import Person
from lms.people.policies import scope_of
from lms.places.models import OrganisationKind, Unit
from lms.places.queries import find_units, organisations_named
from lms.places.rules.founding import organisation
from lms.places.rules.naming import full_name
from lms.standards.models import Clause
from lms.web.access import Permission

_BETWEEN = re.compile(r"[;\n]+")
NAMED_AT_MOST = 5


class UnknownWords(Refusal):
    """No unit or clause is meant by the words, or more than one."""


def unit_named(asker: Person, words: str, day: date) -> Unit:
    """The unit of ``day`` that the words name among those whose activities the asker runs.

    Raises :class:`UnknownWords` where there is none, or more than one.
    """
    scope = scope_of(asker, Permission.ACTIVITIES_RUN, day)
    mine = set(db.session.scalars(scope)) if scope is not None else set()
    found = [unit for unit in find_units(words, day) if unit.id in mine]
    if len(found) == 1:
        return found[0]
    facts = {"words": words, "day": f"{day:%d/%m/%Y}"}
    if not found:
        raise UnknownWords(
            message("On %(day)s none of the units that you answer for is called %(words)s.", **facts)
        )
    names = "; ".join(full_name(unit) for unit in found[:NAMED_AT_MOST])
    raise UnknownWords(message("Which one is meant: %(names)s? Write the name in full.", names=names))


def units_named(asker: Person, words: str, day: date) -> list[Unit]:
    """The units that the words name, parted by semicolons, each as :func:`unit_named` finds it."""
    parts = [part for part in (clean(each) for each in _BETWEEN.split(words)) if part]
    return list(dict.fromkeys(unit_named(asker, part, day) for part in parts))


def organiser_named(words: str, day: date) -> int | None:
    """The organisation of that name on ``day``; a new one, outside every unit, where nobody has named it yet;
    None for no words."""
    if not clean(words):
        return None
    found = db.session.scalar(organisations_named(words, day).limit(1))
    return (found or organisation(OrganisationKind.OTHER, words, None)).id


def clauses_named(words: str, day: date) -> tuple[int, ...]:
    """The clauses that the words name, parted by semicolons, each in its version of ``day``.

    A clause is written as ``01/2022/TT-BYT, Phụ lục I``. Raises :class:`UnknownWords` for one that is not
    on record.
    """
    wanted = [part for part in (clean(each) for each in _BETWEEN.split(words)) if part]
    if not wanted:
        return ()
    known: dict[str, Clause] = {}
    for clause in known_clauses(day):
        known[_key(written(clause))] = clause
    for part in wanted:
        if _key(part) not in known:
            raise UnknownWords(
                message("No clause “%(words)s” is on record: write 01/2022/TT-BYT, Phụ lục I.", words=part)
            )
    return tuple(dict.fromkeys(known[_key(part)].id for part in wanted))


def known_clauses(day: date) -> list[Clause]:
    """The clauses on record as they stand on ``day``, by document; those to come where none stands yet."""
    found = (
        select(Clause)
        .options(joinedload(Clause.document))
        .order_by(Clause.document_id, Clause.version, Clause.id)
    )
    current: dict[tuple[int, str], Clause] = {}
    for clause in db.session.scalars(found):
        before = current.get((clause.document_id, clause.article))
        if before is None or clause.effective_on <= day:
            current[clause.document_id, clause.article] = clause
    return list(current.values())


def written(clause: Clause) -> str:
    """A clause as people write it: ``01/2022/TT-BYT, Phụ lục I``."""
    return f"{clause.document.number}, {clause.article}"


def _key(words: str) -> str:
    return fold(words.replace(",", " "))
