"""What becomes of sign-ins when people on record change."""

from lms.account.rules.issuing_cards import void_cards
from lms.account.rules.keeping_sessions import end_other_sessions
from lms.account.rules.knowing_devices import forget_everywhere
from lms.people.models import PersonAlias
from lms.people.signals import person_merged


def connect() -> None:
    """Hear what is announced below."""
    person_merged.connect(sign_out_merged)


def sign_out_merged(alias: PersonAlias) -> None:
    """Who is read as somebody else from now on signs in again, as her, and with a card of hers."""
    merged_id = alias.merged_id
    void_cards([merged_id], None)
    end_other_sessions(merged_id, None)
    forget_everywhere(merged_id)
