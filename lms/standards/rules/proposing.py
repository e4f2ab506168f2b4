"""What somebody proposes to ask, to aim at or to name: told before anything of it is written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lms.base.text import clean
from lms.standards.models import Requirement, Validity, Window


@dataclass(frozen=True)
class RequirementFacts:
    """What is to be asked; the fields mean what the columns mean."""

    code: str
    name_vi: str
    name_en: str
    competency_id: int
    document_id: int
    role_ids: tuple[int, ...]
    validity: Validity
    kinds: tuple[str, ...]
    modes: tuple[str, ...]
    valid_from: date
    minimum_level: int = 1
    months: int | None = None
    fixed_end: str | None = None
    window_days: int = 0
    note: str | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class TargetFacts:
    """What is to be reached; the fields mean what the columns mean."""

    code: str
    requirement_id: int
    role_ids: tuple[int, ...]
    """Whom it counts; nobody named means all of whom it is asked."""
    unit_id: int | None
    year: int | None
    threshold: Decimal | None
    number: int | None
    window: Window
    document_id: int
    valid_from: date
    note: str | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class CompetencyFacts:
    """What can be shown; the fields mean what the columns mean."""

    code: str
    name_vi: str
    name_en: str
    scale: str
    document_id: int | None
    valid_from: date
    clause_ids: tuple[int, ...] = ()
    valid_until: date | None = None


def draft_of(facts: RequirementFacts) -> Requirement:
    """The row that these facts make, without its roles, not yet kept."""
    return Requirement(
        code=facts.code,
        name_vi=clean(facts.name_vi),
        name_en=clean(facts.name_en),
        competency_id=facts.competency_id,
        document_id=facts.document_id,
        minimum_level=facts.minimum_level,
        validity=facts.validity,
        months=facts.months if facts.validity is Validity.MONTHS else None,
        fixed_end=facts.fixed_end if facts.validity is Validity.FIXED else None,
        window_days=facts.window_days,
        kinds_accepted=list(facts.kinds),
        modes_accepted=list(facts.modes),
        note=clean(facts.note or "") or None,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
    )
