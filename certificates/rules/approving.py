"""Approving: from candidates to numbered awards with frozen words, all of them or none.

Words are gathered and measured before the lock is taken; under it only numbers are given and rows written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from certificates import queries
from certificates.library import design
from certificates.models import Award, AwardEventKind, Issuer, Paper
from certificates.pdf.certificate import check
from certificates.rules.nominating import note
from certificates.rules.numbering import lock_awards, take_numbers, written_number
from certificates.rules.wording import Approval, valid_until, words_of
from certificates.signals import award_approved
from lms.base.clock import today
from lms.base.database import db
from lms.base.messages import Refusal, message

MOST_AT_ONCE = 500


class NotACandidate(Refusal):
    """Somebody has approved it in the meantime, or there is no such award."""


class NoIssuer(Refusal):
    """Nobody is set up to issue the certificate."""


class BadApproval(Refusal):
    """The approval itself cannot stand: its date, or what it is for."""


class Unprintable(Refusal):
    """Somebody's certificate cannot be printed; the sentence says whose, and what does not fit."""


def approve(award_ids: Sequence[int], approval: Approval) -> list[Award]:
    """Approve candidates in the order given: number them and freeze their words. All or none.

    Refuses, before anything is written, a future date or one before the course was completed
    (:class:`BadApproval`), an award that is no candidate (:class:`NotACandidate`), a missing issuer
    (:class:`NoIssuer`), and words that do not fit the paper (:class:`Unprintable`, naming person and field).
    Each award is announced by ``award_approved`` and then waits to be drawn.
    """
    if not award_ids or len(award_ids) > MOST_AT_ONCE:
        raise BadApproval(message("Choose at least one and at most %(most)s persons.", most=MOST_AT_ONCE))
    if approval.issued_on > today():
        raise BadApproval(message("A certificate cannot bear a future date."))
    prepared = {award_id: _prepare(award_id, approval) for award_id in dict.fromkeys(award_ids)}
    lock_awards()
    awards = [_candidate(award_id) for award_id in prepared]
    for award, (issuer_id, pattern, paper) in zip(awards, prepared.values(), strict=True):
        _number(award, issuer_id, pattern, paper, approval)
    return awards


def approve_by_themselves(address: str, award_ids: Sequence[int] | None = None) -> Iterator[Award]:
    """Approve those candidates (of those given, or all) whose course asks nobody.

    Yields after each, so that the caller commits it and no other waits. One that cannot be approved, for
    want of an issuer or of room on the paper, stays a candidate for a person to look at.
    """
    for award_id in queries.approve_themselves(award_ids):
        try:
            yield approve([award_id], Approval(issued_on=today(), address=address))[0]
        except Refusal:
            db.session.rollback()


def measure(award: Award, issuer: Issuer, approval: Approval) -> Paper:
    """The words of the award's paper, if they can be printed; raises :class:`Unprintable` else."""
    try:
        paper = words_of(award, issuer, approval)
        check(paper, design(award.design))
    except Refusal as refusal:
        raise Unprintable(
            message("%(person)s: %(reason)s", person=award.person.full_name, reason=refusal.message)
        ) from refusal
    return paper


def _prepare(award_id: int, approval: Approval) -> tuple[int, str, Paper]:
    award = queries.award(award_id)
    if award is None or award.number is not None:
        raise NotACandidate(message("Certificate %(id)s does not wait for approval any more.", id=award_id))
    _check_date(award, approval.issued_on)
    issuer = award.issuer or queries.issuer_for(award.enrolment.edition.certificate or {})
    if issuer is None:
        raise NoIssuer(message("Nobody is set up yet to issue certificates of this course."))
    return issuer.id, issuer.number_pattern, measure(award, issuer, approval)


def _check_date(award: Award, issued_on: date) -> None:
    completed_on = award.enrolment.completed_on
    if completed_on is None:
        raise NotACandidate(
            message(
                "A step of %(person)s was taken back: the course is not completed any more.",
                person=award.person.full_name,
            )
        )
    if issued_on < completed_on:
        raise BadApproval(
            message(
                "%(person)s completed the course on %(day)s: the certificate cannot be older.",
                person=award.person.full_name,
                day=completed_on.strftime("%d/%m/%Y"),
            )
        )


def _candidate(award_id: int) -> Award:
    """The award, read again under the lock."""
    award = db.session.scalar(
        select(Award).where(Award.id == award_id).execution_options(populate_existing=True)
    )
    if award is None or award.number is not None:
        raise NotACandidate(message("Certificate %(id)s does not wait for approval any more.", id=award_id))
    return award


def _number(award: Award, issuer_id: int, pattern: str, paper: Paper, approval: Approval) -> None:
    day = approval.issued_on
    number, register_number = take_numbers(issuer_id, day.year)
    award.issuer_id, award.year, award.issued_on = issuer_id, day.year, day
    award.number, award.register_number = number, register_number
    award.valid_until = valid_until(award, day)
    award.needs_signature = bool(approval.signatory)
    award.printed = replace(
        paper,
        number=written_number(pattern, number, day.year),
        register_number=str(register_number),
    ).to_json()
    db.session.flush()
    note(award, AwardEventKind.APPROVED, by=approval.by, on=day)
    award_approved.send(award)
