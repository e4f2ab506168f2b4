"""Being signed in on this browser: its session, and the cookie by which the browser is known again."""

from collections.abc import Sequence

from flask import Response, after_this_request, current_app, request, session
from flask.sessions import SessionMixin
from flask_login import login_user

from lms.account.models import Device, DeviceKind, DeviceUser
from lms.account.policies import is_sensitive, limits
from lms.account.queries import device_by_token, digest, is_by_card_without_pin, people_known_as, people_on
from lms.account.rules.keeping_sessions import STAYS_BORROWED, STAYS_OWN, end_this_session, open_session
from lms.account.rules.knowing_devices import enrol, forget, meet_device, remember
from lms.account.rules.opening_cards import use_card
from lms.account.views.device_names import device_name
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.web.access import asker
from lms.web.cookies import host_only
from lms.web.i18n import LANGUAGE_KEY
from lms.web.in_app import in_app_browser, opens_intents

DEVICE_COOKIE = "lop520_device"
# In the session: on which day the browser was last told to keep its cookies; that the device is not hers.
# With which mark she typed the PIN that was right.
KEPT_SINCE, BORROWED, PIN_MARK = "kept", "borrowed", "pin_mark"
# In the session of whoever opens the records of others: at which second she last asked for something.
SEEN = "seen"
SEEN_ANEW = 60  # seconds: how exactly that is known
RENEWED_AFTER = 30  # days


def arrive(
    person_id: int,
    kind: DeviceKind,
    card_id: int | None = None,
    *,
    by_card: bool = False,
    second_done: bool = False,
    remembered_for: int = 0,
) -> None:
    """Sign somebody in on this browser; commits. Whoever was signed in here before is signed out.

    For ``remembered_for`` days the second step is not asked again here.

    Raises ``CardRefused`` where the card that brought her was voided in the meantime.
    """
    leave()
    name = device_name(request.user_agent.string)
    device, cookie = meet_device(device_cookie(), name)
    card = use_card(card_id, device) if card_id else None
    user = enrol(device, person_id, kind, card)
    remember(user, remembered_for)
    token = open_session(person_id, name, user, by_card=by_card, second_done=second_done)
    db.session.commit()
    keep_signed_in(person_id, token)
    if is_sensitive(db.session.get_one(Person, person_id), clock.today()):
        session[SEEN] = _now()
    if kind is DeviceKind.BORROWED:
        session[BORROWED] = True
    keep_cookie(cookie)


def leave() -> None:
    """End the sign-in of this browser, where there is one: a device that is only borrowed forgets her."""
    person = asker()
    if not person.is_authenticated:
        return
    person_id, token = person.id, person.session_token
    end_this_session(token)
    for user in people_here():
        if user.person_id == person_id and user.kind is DeviceKind.BORROWED:
            forget(user.device_id, person_id)


def keep_signed_in(person_id: int, token: str) -> None:
    """Put a session just opened into the cookie, and nothing of what stood there before but the language."""
    forget_cookie()
    session.permanent = True
    session[KEPT_SINCE] = clock.today().toordinal()
    person = db.session.get_one(Person, person_id)
    person.session_token = token
    login_user(person)
    session.pop("_id")  # Flask-Login's own fingerprint of the browser, 128 characters that nobody reads


def forget_cookie() -> None:
    """Empty the cookie of everything but the language."""
    language = session.get(LANGUAGE_KEY)
    session.clear()
    if language:
        session[LANGUAGE_KEY] = language


def is_idle() -> bool:
    """Whether whoever opens the records of others has left this browser alone for too long."""
    return SEEN in session and _now() - int(session[SEEN]) >= limits().idle.total_seconds()


def renew_cookies() -> None:
    """Once a month, tell the browser of whoever is signed in to keep its cookies as long again; once a minute
    note that whoever has limits is there."""
    if SEEN in session and not is_idle() and _now() - int(session[SEEN]) >= SEEN_ANEW:
        session[SEEN] = _now()
    if renewed_lately(session):
        return
    session[KEPT_SINCE] = clock.today().toordinal()
    if cookie := device_cookie():
        keep_cookie(cookie)


def renewed_lately(opened: SessionMixin) -> bool:
    """Whether the cookie of this session need not be written anew."""
    return int(opened.get(KEPT_SINCE, 0)) + RENEWED_AFTER > clock.today().toordinal()


def _now() -> int:
    return int(clock.now().timestamp())


def this_device() -> Device | None:
    """The device that asks, where it is known."""
    token = device_cookie()
    return device_by_token(token) if token else None


def known_device(login: str) -> int | None:
    """The key of the device that asks, where it is known and offers the name of somebody with this login."""
    known = {user.person_id: user.device_id for user in people_here()}
    return (
        next((known[each.id] for each in people_known_as(login) if each.id in known), None) if known else None
    )


def people_here() -> Sequence[DeviceUser]:
    """Those whose names are offered on this device, by name."""
    return people_on(device_cookie(), clock.now() - STAYS_BORROWED)


def is_borrowed() -> bool:
    """Whether whoever is signed in here said that the device is not hers."""
    return bool(session.get(BORROWED))


def lacks_pin() -> bool:
    """Whether whoever is signed in here came to a borrowed device by a card and has no PIN yet."""
    return is_borrowed() and came_by_card_without_pin()


def came_by_card_without_pin() -> bool:
    """Whether a card opened this session and its person has no PIN yet."""
    person = asker()
    return person.is_authenticated and is_by_card_without_pin(digest(person.session_token))


def other_browser() -> str | None:
    """How to leave the browser inside another app: by an ``intent``, in ``words``; None where it is none."""
    user_agent = request.user_agent.string
    if not in_app_browser(user_agent):
        return None
    return "intent" if opens_intents(user_agent) else "words"


def device_cookie() -> str | None:
    """The token by which the browser is known again; None where it brings none."""
    return request.cookies.get(_device_cookie_name())


def _device_cookie_name() -> str:
    return host_only(DEVICE_COOKIE, secure=current_app.config["SESSION_COOKIE_SECURE"])


def keep_cookie(token: str) -> None:
    """Let the browser keep the cookie of its device."""

    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            _device_cookie_name(),
            token,
            max_age=STAYS_OWN,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response
