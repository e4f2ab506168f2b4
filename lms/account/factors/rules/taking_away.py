"""Taking factors out: her own, and a colleague's who has lost her phone."""

from lms.account.factors.queries import factors_of, passkeys_of
from lms.account.factors.rules.keeping_apps import remove_app
from lms.account.factors.rules.keeping_passkeys import remove_passkeys
from lms.account.factors.rules.sparing_codes import drop_spare_codes
from lms.account.factors.rules.stepping import remember_nowhere
from lms.account.models import Account
from lms.account.policies import must_prove_twice
from lms.account.queries import account_of
from lms.account.rules.keeping_sessions import end_other_sessions
from lms.account.rules.telling import tell_of
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.people.models import Person

REASON_AT_MOST = 200


class StillNeeded(Refusal):
    """The last factor of somebody who must have one."""


class NothingToTake(Refusal):
    """There is no factor."""


class NoReason(Refusal):
    """Nothing was said of why."""


def remove_own_app(person: Person) -> None:
    """Take the app out, as its owner wants. Raises :class:`StillNeeded`."""
    person_id = person.id
    _check_not_last(person, passkeys=0, apps=1)
    if remove_app(person_id, by=person_id):
        _tidy(person_id)
        tell_of(
            message("The app on the phone was removed: its codes open nothing any more."),
            person_id,
            person_id,
        )


def remove_own_passkey(person: Person, passkey_id: int) -> bool:
    """Take one passkey out, as its owner wants; False where it is not hers. Raises :class:`StillNeeded`."""
    person_id = person.id
    name = next((each.name for each in passkeys_of(person_id) if each.id == passkey_id), None)
    if name is None:
        return False
    _check_not_last(person, passkeys=1, apps=0)
    remove_passkeys(person_id, person_id, passkey_id)
    _tidy(person_id)
    what = message("The passkey “%(name)s” was removed: it opens nothing any more.", name=name)
    tell_of(what, person_id, person_id)
    return True


def _check_not_last(person: Person, *, passkeys: int, apps: int) -> None:
    """Refuse to take so many away from somebody who must have a factor and would be left with none."""
    lock_for_writing(f"account:{person.id}")
    found = factors_of(person.id)
    left = len(found.passkeys) - passkeys + (found.app_since is not None) - apps
    if left <= 0 and must_prove_twice(person, clock.today()):
        raise StillNeeded(
            message(
                "Whoever opens the records of others needs a second factor. "
                "Bring another one in first; an app set up on a new phone takes the place of the old one."
            )
        )


def _tidy(person_id: int) -> None:
    """Let nothing stand in for factors that she no longer has."""
    remember_nowhere(person_id)
    if not factors_of(person_id).any:
        drop_spare_codes(person_id)


def take_away(person: Person, reason: str, by: int | None) -> None:
    """Take all factors from somebody who can no longer use them, end her sign-ins, and tell her.

    ``by`` is None for a command. Raises :class:`NoReason`, :class:`NothingToTake`.
    """
    person_id, why = person.id, clean(reason)[:REASON_AT_MOST]
    if not why:
        raise NoReason(message("Please say why: it stays on record."))
    lock_for_writing(f"account:{person_id}")
    if not factors_of(person_id).any:
        raise NothingToTake(message("There is no second factor to take away."))
    remove_app(person_id, by=by)
    remove_passkeys(person_id, by)
    drop_spare_codes(person_id)
    remember_nowhere(person_id)
    end_other_sessions(person_id, but=None, by=by)
    account = account_of(person_id) or _account(person_id)
    audit.record("account:factors_taken_away", account, by=by, personal={"reason": why}, about=person_id)
    what = message(
        "The second factor was taken away: app, passkeys and printed codes open nothing any more, and all "
        "devices were signed out. Reason: %(reason)s.",
        reason=why,
    )
    tell_of(what, person_id, by)


def _account(person_id: int) -> Account:
    account = Account(person_id=person_id, is_demo=False)
    db.session.add(account)
    db.session.flush()
    return account
