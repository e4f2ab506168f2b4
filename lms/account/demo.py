"""Accounts of the demonstration: one per role, with passwords that are printed at the start."""

from lms.account.models import Account
from lms.account.rules.hashing import hash_password
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


def load_demo() -> None:
    """Give the demonstration's people of :data:`ROLES` their accounts; the caller commits."""
    hashed = hash_password(PASSWORD)
    lock_for_writing("accounts")
    for _label, code in ROLES:
        person = person_by_code(code)
        if person and db.session.get(Account, person.id) is None:
            account = Account(person_id=person.id, is_demo=True)
            account.password_hash, account.password_set_at = hashed, clock.now()
            db.session.add(account)
    db.session.flush()


def demo_accounts() -> list[tuple[Message, str, str]]:
    """Role, login and password of each demonstration account that still has its printed password."""
    return [(label, code, PASSWORD) for label, code in ROLES if _is_demo(code)]


def _is_demo(code: str) -> bool:
    person = person_by_code(code)
    account = db.session.get(Account, person.id) if person else None
    return account is not None and account.is_demo
