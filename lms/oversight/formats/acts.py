"""Acts as a workbook, with a mark of who took it along."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from lms.base.audit import AuditEntry
from lms.base.clock import VIETNAM
from lms.base.spreadsheets import Column, Workbook
from lms.oversight.formats.sentences import sentence_of
from lms.people.models import Person
from lms.web.i18n import said


def acts_workbook(
    acts: Sequence[AuditEntry],
    actors: Mapping[int, Person],
    personal: Mapping[int, Any],
    notes: Sequence[str],
) -> bytes:
    """A row for each act; values that identify somebody only where they were not erased."""
    columns = (
        Column(_("Entry"), 10),
        Column(_("When"), 20),
        Column(_("Done by"), 26),
        Column(_("What was done"), 40),
        Column(_("To what"), 26),
        Column(_("Details"), 90),
    )
    rows = [
        (
            act.id,
            act.at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S"),
            name_of(act, actors),
            said(sentence_of(act.action)),
            f"{act.object_kind} {act.object_id}",
            details_of(act, personal),
        )
        for act in acts
    ]
    book = Workbook()
    book.add_sheet(_("Acts"), columns, rows, title=_("Acts"), notes=notes)
    return book.data()


def name_of(act: AuditEntry, actors: Mapping[int, Person]) -> str:
    """Who did it."""
    if act.actor_id is None:
        return str(_("the product itself"))
    actor = actors.get(act.actor_id)
    return f"{actor.full_name} ({actor.code})" if actor else str(act.actor_id)


def details_of(act: AuditEntry, personal: Mapping[int, Any]) -> str:
    """What changed, as ``name: value``; of a person only what was not erased."""
    words = [f"{name}: {value}" for name, value in act.facts.items()]
    if act.id in personal:
        told = personal[act.id]
        words += [f"{name}: {value}" for name, value in told.items()] if told is not None else [_("erased")]
    return "; ".join(words)
