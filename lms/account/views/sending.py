"""What a phone's script asks: who is here, and the key with which it hands things in."""

from typing import Any

from flask import jsonify, request, session
from werkzeug.wrappers import Response

from lms.account.models import DeviceKind
from lms.account.queries import pins_good_on, user_of
from lms.account.rules.keeping_pins import TRIES
from lms.account.rules.knowing_devices import enrol, give_sending_key, meet_device
from lms.account.views.arriving import (
    PIN_MARK,
    device_cookie,
    forget_cookie,
    keep_cookie,
    leave,
    people_here,
    this_device,
)
from lms.account.views.blueprint import account
from lms.account.views.device_names import device_name
from lms.base import clock
from lms.base.database import db
from lms.web.access import asker, public, signed_in
from lms.web.asking import json_sent
from lms.web.safety import csrf


@account.get("/account/here")
@public
def show_here() -> Response:
    """Who is signed in here, and whose names this device offers; nobody whom it has forgotten.

    ``pin`` changes with somebody's PIN; ``mark`` came with the PIN that opened this session.
    """
    users, device = people_here(), this_device()
    here: dict[str, Any] = {"who": None, "name": None, "kind": None, "device": device and device.uuid}
    if asker().is_authenticated:
        user = next((each for each in users if each.person_id == asker().id), None)
        kind = user.kind if user else DeviceKind.OWN
        here |= {
            "who": asker().id,
            "name": asker().full_name,
            "kind": kind.value,
            "mark": session.get(PIN_MARK),
        }
    pins = pins_good_on([each.person_id for each in users], clock.today(), TRIES)
    people = [
        {
            "who": each.person_id,
            "name": each.person.full_name,
            "pin": pins[each.person_id].isoformat() if each.person_id in pins else None,
        }
        for each in users
    ]
    return jsonify(**here, people=people)


@account.post("/account/leave")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def leave_later() -> Response:
    """Sign out somebody who has left this phone before, without a network; whoever else is here stays."""
    given = json_sent()
    who = given.get("who") if isinstance(given, dict) else None
    if who is not None and asker().is_authenticated and asker().id == who:
        leave()
        db.session.commit()
        forget_cookie()
    return jsonify(left=who)


@account.post("/account/sending-key")
@csrf.exempt  # type: ignore[untyped-decorator]
@signed_in
def make_sending_key() -> Response:
    """A key for whoever is signed in, to be kept on this phone; sent once, and only as JSON."""
    person_id, name = asker().id, asker().full_name
    device, cookie = meet_device(device_cookie(), device_name(request.user_agent.string))
    user = user_of(device.id, person_id) or enrol(device, person_id, DeviceKind.OWN)
    key = give_sending_key(user)
    answer = {"who": person_id, "name": name, "key": key, "kind": user.kind.value, "device": device.uuid}
    db.session.commit()
    keep_cookie(cookie)
    return jsonify(answer)
