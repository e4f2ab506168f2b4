"""Who decides about a proposal, and who takes it back."""

from courses.models import Proposal, ProposalState
from lms.people.models import Person
from lms.people.queries import merged_into
from lms.web.access import Permission


def may_decide(person: Person, proposal: Proposal) -> bool:
    """Whether somebody approves a proposal or sends it back: whoever may publish, but for who asked."""
    return (
        proposal.state is ProposalState.WAITING
        and person.may(Permission.EXERCISES_WRITE)
        and not is_hers(person, proposal)
    )


def may_take_back(person: Person, proposal: Proposal) -> bool:
    """Whether somebody takes a proposal back before it is published: who asked, and once it is approved also
    anybody else who may publish."""
    if not proposal.is_open or not person.may(Permission.EXERCISES_WRITE):
        return False
    return is_hers(person, proposal) or proposal.state is ProposalState.APPROVED


def may_ask_again(person: Person, proposal: Proposal) -> bool:
    """Whether somebody asks again for what came back or could not be published: only who asked."""
    return proposal.state in (ProposalState.SENT_BACK, ProposalState.VOID) and is_hers(person, proposal)


def is_hers(person: Person, proposal: Proposal) -> bool:
    """Whether she asked for it, also on a record merged into hers."""
    return proposal.asked_by_id in all_of(person)


def all_of(person: Person) -> set[int]:
    """Her record and those that were merged into it."""
    return {person.id, *merged_into([person.id])}
