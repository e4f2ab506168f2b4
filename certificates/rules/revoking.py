"""What becomes of an issued award: signed, revoked, replaced."""

from certificates.models import Award, AwardEventKind, AwardState
from certificates.rules.codes import new_code
from certificates.rules.nominating import note
from certificates.rules.numbering import lock_awards
from certificates.signals import award_nominated
from lms.base.clock import today
from lms.base.database import db
from lms.base.messages import Message, Refusal, message
from lms.base.text import clean

REASON_AT_MOST = 300
_DECIDED = (AwardState.CANDIDATE, AwardState.REVOKED, AwardState.SUPERSEDED)


class NotInForce(Refusal):
    """The award is not in a state in which this can be done."""


class NoReason(Refusal):
    """A decision against an award needs a reason."""


def record_signature(award: Award, *, by: int) -> None:
    """Note that the paper was signed and sealed: from today on it counts."""
    lock_awards()
    _refuse_unless(award, (AwardState.UNSIGNED,), message("This certificate does not wait for a signature."))
    note(award, AwardEventKind.SIGNED, by=by, on=today())


def revoke(award: Award, *, reason: str, by: int) -> None:
    """Withdraw an issued award from today on, for a reason that names nobody. Number and file stay."""
    words = _reason(reason)
    lock_awards()
    _refuse_if_decided(award)
    note(award, AwardEventKind.REVOKED, by=by, on=today(), reason=words)


def replace_award(award: Award, *, reason: str, by: int) -> Award:
    """Put a new candidate in the place of an issued award, e.g. after a wrong name: the old one counts as
    superseded from today on and keeps its number; the new one is approved like any other."""
    words = _reason(reason)
    lock_awards()
    _refuse_if_decided(award)
    note(award, AwardEventKind.SUPERSEDED, by=by, on=today(), reason=words)
    successor = Award(
        person_id=award.person_id,
        enrolment_id=award.enrolment_id,
        revision=award.revision + 1,
        replaces_id=award.id,
        issuer_id=award.issuer_id,
        design=award.design,
        code=new_code(),
    )
    db.session.add(successor)
    db.session.flush()
    note(successor, AwardEventKind.NOMINATED, by=by, on=today())
    award_nominated.send(successor)
    return successor


def _reason(text: str) -> str:
    words = clean(text)
    if not words or len(words) > REASON_AT_MOST:
        raise NoReason(message("Give a reason of at most %(most)s characters.", most=REASON_AT_MOST))
    return words


def _refuse_if_decided(award: Award) -> None:
    still_open = tuple(state for state in AwardState if state not in _DECIDED)
    _refuse_unless(award, still_open, message("This certificate is not in force any more."))


def _refuse_unless(award: Award, states: tuple[AwardState, ...], sentence: Message) -> None:
    db.session.refresh(award, ["events", "number", "revision"])
    if award.state_on(today()) not in states:
        raise NotInForce(sentence)
