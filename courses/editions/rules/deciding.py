"""Deciding about what is proposed: approving exactly what was looked at, sending it back, taking it back; and
publishing it when its hour has come. What cannot be published any more is told to who asked, and kept."""

from datetime import datetime

from courses.editions.policies import all_of, is_hers, may_ask_again, may_take_back
from courses.editions.queries import has_written_since
from courses.editions.queries import proposal as read_proposal
from courses.editions.rules.resolving import proposed_draft, proposed_source
from courses.formats.proposals import Told, approved, published, sent_back, void
from courses.models import Edition, Proposal, ProposalState
from courses.rules.inspecting import Opens
from courses.rules.proposing import MOST_CHARACTERS, Asking, propose
from courses.rules.publishing import publish
from courses.rules.settling import proposed_place, publish_proposed
from courses.rules.step_kinds import Kinds
from lms.base.audit import record
from lms.base.clock import VIETNAM
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, Refusal, message
from lms.base.text import clean_block
from lms.outbox.rules.sending import send
from lms.people.models import Person


class NotHers(Refusal):
    """It is not for her to decide this."""


class Decided(Refusal):
    """Somebody decided about it before."""


class ChangedSinceSeen(Refusal):
    """Something else would be published than what she looked at."""


class NoReason(Refusal):
    """Nobody learns anything from what comes back without a word."""


class Overtaken(Refusal):
    """What was approved is not what would be published now."""


def approve(
    proposal_id: int, person: Person, *, seen: str, sentence: str = "", kinds: Kinds, now: datetime
) -> Proposal:
    """Approve exactly what she looked at, ``seen`` by its content hash; published at once where no hour is
    given. Where that turns out to be impossible the proposal is void, and who asked is told.

    Refuses her own, also what she wrote into it after it was asked for (:class:`NotHers`), what is decided
    (:class:`Decided`), and what would publish something else than she has seen (:class:`ChangedSinceSeen`).
    """
    proposal = _waiting(proposal_id, person)
    if _has_written_since(proposal, person):
        raise NotHers(
            message("You changed this course after it was asked for: somebody else has to look at it.")
        )
    if proposed_draft(proposal, kinds, now).content_hash() != seen:
        raise ChangedSinceSeen(
            message("Something has changed since this page was opened. Look at it again, then decide.")
        )
    proposal.content_hash = seen
    _decide(proposal, ProposalState.APPROVED, person, sentence, now)
    if proposal.publish_at is None or proposal.publish_at <= now:
        return carry_out(proposal, kinds, now)
    moment = f"{proposal.publish_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    _tell(proposal, approved(course_name(proposal), moment), "approved", person.id)
    return proposal


def send_back(proposal_id: int, person: Person, *, sentence: str, now: datetime) -> Proposal:
    """Send it back with a sentence to who asked. Refuses like :func:`approve`, and silence
    (:class:`NoReason`)."""
    proposal = _waiting(proposal_id, person)
    if not clean_block(sentence).strip():
        raise NoReason(message("Write in a sentence what is to be changed."))
    _decide(proposal, ProposalState.SENT_BACK, person, sentence, now)
    _tell(proposal, sent_back(course_name(proposal), proposal.sentence), "sent_back", person.id)
    return proposal


def take_back(proposal_id: int, person: Person, *, now: datetime) -> Proposal:
    """Take it back before it is published; what was written is kept."""
    proposal = _locked(proposal_id)
    if not may_take_back(person, proposal):
        raise Decided(message("This can no longer be taken back."))
    proposal.state = ProposalState.TAKEN_BACK
    db.session.flush()
    record("proposal:taken_back", proposal, by=person.id, facts={"course": proposal.slug})
    return proposal


def ask_again(proposal_id: int, person: Person, *, kinds: Kinds, opens: Opens, now: datetime) -> Proposal:
    """Ask again for what came back or became void, as the course stands now; an hour that has passed falls
    away. Refuses what :func:`courses.rules.proposing.propose` refuses."""
    proposal = _locked(proposal_id)
    if not may_ask_again(person, proposal):
        raise NotHers(message("Only who asked for it asks for it again."))
    lesson = dict(proposal.lesson) if proposal.lesson else None
    if lesson:
        _, standing = proposed_place(proposal.slug, (lesson["language"], lesson["number"]))
        lesson["state"] = standing.state
    later = proposal.publish_at if proposal.publish_at and proposal.publish_at > now else None
    asking = Asking(proposal.note, publish_at=later)
    source = proposed_source(proposal)
    return propose(source, kinds, asking, by=person.id, opens=opens, lesson=lesson, now=now)


def publish_when_due(proposal_id: int, kinds: Kinds, now: datetime) -> None:
    """Publish an approved proposal whose hour has come; nothing where that was done or taken back."""
    proposal = _locked(proposal_id)
    if proposal.state is ProposalState.APPROVED and proposal.publish_at and proposal.publish_at <= now:
        carry_out(proposal, kinds, now)


def carry_out(proposal: Proposal, kinds: Kinds, now: datetime) -> Proposal:
    """Publish what was approved, exactly; or note why that cannot be any more. Who asked is told."""
    try:
        with db.session.begin_nested():
            edition = _published(proposal, kinds, now)
    except Refusal as refusal:
        return _make_void(proposal, refusal.message)
    proposal.state, proposal.edition_id = ProposalState.PUBLISHED, edition.id
    db.session.flush()
    facts = {"course": proposal.slug, "number": edition.number, "reviewer": proposal.decided_by_id}
    record("proposal:published", proposal, by=proposal.asked_by_id, facts=facts)
    _tell(proposal, published(edition.name_vi, edition.number), "published", proposal.decided_by_id)
    return proposal


def course_name(proposal: Proposal) -> str:
    """What its course is called in Vietnamese; its address where its source cannot be read any more."""
    try:
        return proposed_source(proposal).names["vi"]
    except Refusal:
        return proposal.slug


def _published(proposal: Proposal, kinds: Kinds, now: datetime) -> Edition:
    draft = proposed_draft(proposal, kinds, now)
    if draft.content_hash() != proposal.content_hash:
        raise Overtaken(
            message("The course was changed since this was approved, so that the approval holds no more.")
        )
    by, lesson = proposal.asked_by_id, proposal.lesson
    reviewed = proposal.decided_by_id is not None
    if lesson is None:
        edition = publish(draft.source, kinds, now, by=by, reviewed=reviewed)
    else:
        key, seen = (lesson["language"], lesson["number"]), lesson["state"]
        edition = publish_proposed(
            proposal.slug, key, lesson["text"], seen=seen, by=by, kinds=kinds, now=now, reviewed=reviewed
        )
    if edition is None:
        raise Overtaken(message("Learners have exactly this already."))
    return edition


def _make_void(proposal: Proposal, problem: Message) -> Proposal:
    proposal.state, proposal.why_void = ProposalState.VOID, problem
    db.session.flush()
    record("proposal:void", proposal, by=None, facts={"course": proposal.slug})
    _tell(proposal, void(course_name(proposal), problem), "void", None)
    return proposal


def _locked(proposal_id: int) -> Proposal:
    """The proposal, read behind the locks of all that deciding about it may write."""
    found = read_proposal(proposal_id)
    if found is None:
        raise Decided(message("There is no such proposal."))
    lock_for_writing(f"course:{found.slug}", "outbox", f"proposal:{proposal_id}")
    return db.session.get_one(Proposal, proposal_id, populate_existing=True)


def _waiting(proposal_id: int, person: Person) -> Proposal:
    proposal = _locked(proposal_id)
    if proposal.state is not ProposalState.WAITING:
        raise Decided(message("Somebody has decided about this already."))
    if is_hers(person, proposal):
        raise NotHers(message("Nobody approves what she asked for herself."))
    return proposal


def _has_written_since(proposal: Proposal, person: Person) -> bool:
    """Whether she changed what is proposed after it was asked for: nobody else would have seen her words."""
    return proposal.lesson is None and has_written_since(proposal.slug, all_of(person), proposal.asked_at)


def _decide(proposal: Proposal, state: ProposalState, person: Person, sentence: str, now: datetime) -> None:
    proposal.state, proposal.decided_by_id, proposal.decided_at = state, person.id, now
    proposal.sentence = clean_block(sentence).strip()[:MOST_CHARACTERS]
    db.session.flush()
    facts = {"course": proposal.slug, "content": proposal.content_hash}
    record(f"proposal:{state.value}", proposal, by=person.id, facts=facts)


def _tell(proposal: Proposal, told: Told, what: str, by: int | None) -> None:
    key, link = f"proposal:{proposal.id}:{what}", f"/courses/proposals/{proposal.id}"
    send(proposal.asked_by_id, told.subject, told.text, key, link=link, by=by)
