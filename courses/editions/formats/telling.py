"""How far a proposal is, and what may be decided about second looks, in words."""

from courses.models import Demand, ProposalState
from lms.base.messages import Message, message

STATES: dict[ProposalState, Message] = {
    ProposalState.WAITING: message("waits for a second look"),
    ProposalState.APPROVED: message("waits for its hour"),
    ProposalState.SENT_BACK: message("sent back"),
    ProposalState.TAKEN_BACK: message("taken back"),
    ProposalState.PUBLISHED: message("published"),
    ProposalState.VOID: message("could not be published"),
}
"""What each state of a proposal is called."""

LOOKS: dict[ProposalState, str] = {
    ProposalState.WAITING: "waiting",
    ProposalState.APPROVED: "due",
    ProposalState.SENT_BACK: "missing",
    ProposalState.TAKEN_BACK: "neutral",
    ProposalState.PUBLISHED: "met",
    ProposalState.VOID: "expired",
}
"""The shape that stands before it: see ``components/state.html``."""

DEMANDS: dict[Demand, Message] = {
    Demand.CERTIFIED: message(
        "For courses with a certificate and those on protecting children, where there are two trainers"
    ),
    Demand.ALWAYS: message("For every course"),
    Demand.NEVER: message("Never: everybody may ask for it"),
}
"""What may be decided about second looks."""
