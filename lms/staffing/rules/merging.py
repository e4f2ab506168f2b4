"""Merging people on record, and taking it back: what they hold is folded again from the evidence of both."""

from lms.base.database import lock_for_writing
from lms.people.models import Person, PersonAlias
from lms.people.rules import merging
from lms.standards.rules.holding import recompute


def merge_people(kept: Person, merged: Person, *, by: int | None) -> PersonAlias:
    """Read ``merged`` as ``kept`` with all postings and evidence; raises ``NotMergeable``."""
    lock_for_writing("people", "evidence")
    alias = merging.merge(kept, merged, by=by)
    recompute([kept.id, merged.id])
    return alias


def part_people(alias: PersonAlias, *, by: int | None) -> None:
    """Bring both back exactly as they were; raises ``AlreadyParted``."""
    lock_for_writing("people", "evidence")
    merging.part(alias, by=by)
    recompute([alias.kept_id, alias.merged_id])
