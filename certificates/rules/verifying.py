"""The one clear answer to somebody who holds a paper."""

import enum
from dataclasses import dataclass
from datetime import date

from certificates.models import Award, AwardState
from certificates.queries import award_by_code
from certificates.rules.codes import MistypedCode, read_code


class Verdict(enum.StrEnum):
    """What is said of a code."""

    VALID = "valid"
    UNSIGNED = "unsigned"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"  # well formed, but never given: a forgery
    MISTYPED = "mistyped"


@dataclass(frozen=True)
class Verification:
    """The verdict, and the award where there is one."""

    verdict: Verdict
    award: Award | None = None


def verify(text: str, day: date) -> Verification:
    """Judge the code that somebody typed or scanned, as of ``day``. A candidate's code is not known yet."""
    try:
        code = read_code(text)
    except MistypedCode:
        return Verification(Verdict.MISTYPED)
    award = award_by_code(code)
    state = award.state_on(day) if award else AwardState.CANDIDATE
    if state is AwardState.CANDIDATE:
        return Verification(Verdict.UNKNOWN)
    return Verification(Verdict(state.value), award)
