"""Accounts of the demonstration: one per role, with passwords that are printed at the start; and some
collaborators who were given cards, one of whom has not sent everything yet."""

from lms.account.models import Account, DeviceKind
from lms.account.queries import living_cards
from lms.account.rules.hashing import hash_password
from lms.account.rules.issuing_cards import issue
from lms.account.rules.knowing_devices import enrol, meet_device, note_unsent
from lms.account.rules.opening_cards import use_card
from lms.base import clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, message
from lms.people.queries import person_by_code

PASSWORD = "dan so 520"  # noqa: S105 — meant to be known; production refuses it
ROLES = (
    (message("Department head"), "DEMO-LD"),
    (message("Administrator"), "DEMO-QT"),
    (message("Trainer"), "DEMO-GV"),
    (message("Commune officer"), "TD-X01"),
    (message("Collaborator"), "TD-C001"),
)
CARRIERS = ("TD-C002", "TD-C003", "TD-C004")
"""Those with a card; the first of them has used it."""
UNSENT = 2


def load_demo() -> None:
    """Give the demonstration's people of :data:`ROLES` their accounts and the :data:`CARRIERS` their cards;
    the caller commits."""
    hashed = hash_password(PASSWORD)
    lock_for_writing("accounts")
    for _label, code in ROLES:
        person = person_by_code(code)
        if person and db.session.get(Account, person.id) is None:
            account = Account(person_id=person.id, is_demo=True)
            account.password_hash, account.password_set_at = hashed, clock.now()
            db.session.add(account)
    db.session.flush()
    _hand_out_cards()


def _hand_out_cards() -> None:
    ids = [person.id for person in map(person_by_code, CARRIERS) if person]
    if not ids or living_cards(ids):
        return
    issue(ids, by=None)
    device, _cookie = meet_device(None, "Chrome · Android")
    card = use_card(living_cards(ids)[ids[0]].id, device)
    enrol(device, ids[0], DeviceKind.OWN, card)
    note_unsent(device.uuid, UNSENT)


def demo_accounts() -> list[tuple[Message, str, str]]:
    """Role, login and password of each demonstration account that still has its printed password."""
    return [(label, code, PASSWORD) for label, code in ROLES if _is_demo(code)]


def _is_demo(code: str) -> bool:
    person = person_by_code(code)
    account = db.session.get(Account, person.id) if person else None
    return account is not None and account.is_demo
