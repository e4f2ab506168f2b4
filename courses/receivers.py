"""What becomes of courses when people on record change."""

from courses.rules.carrying import carry_over, give_back
from lms.people.models import PersonAlias
from lms.people.signals import person_merged, person_parted


def connect() -> None:
    """Hear what is announced below."""
    person_merged.connect(carry_to_kept)
    person_parted.connect(give_back_to_merged)


def carry_to_kept(alias: PersonAlias) -> None:
    """What was begun on the merged record goes on, on the kept one."""
    carry_over(alias.merged_id, alias.kept_id, by=alias.by_id)


def give_back_to_merged(alias: PersonAlias, *, by: int | None) -> None:
    """What was only carried is the merged record's alone again."""
    give_back(alias.merged_id, alias.kept_id, by=by)
