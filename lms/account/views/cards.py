"""Cards in the hands of whoever keeps the people of a unit: printing, showing, voiding; PINs and devices."""

from collections.abc import Sequence

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms.account.models import DeviceUser
from lms.account.pdf.cards import draw_cards
from lms.account.queries import account_of, devices_of, living_cards
from lms.account.rules.issuing_cards import make_cards, may_carry, void_card, without_card
from lms.account.rules.keeping_pins import TRIES, reset_pin
from lms.account.rules.knowing_devices import revoke
from lms.account.views.blueprint import account
from lms.account.views.slips import people_chosen
from lms.base import audit, clock
from lms.base.database import db
from lms.paper.qr import qr_path
from lms.people.models import Person
from lms.staffing.queries.rosters import people_served_by
from lms.web.access import Permission, asker, requires
from lms.web.addresses import base_address
from lms.web.freshness import fresh
from lms.web.menu import stands_under
from lms.web.refusing import refusal_flashed


@account.post("/cards")
@requires(Permission.STAFFING_IMPORT)
@fresh
def print_chosen_cards() -> Response:
    """Make new cards and hand out their sheets to be printed: the codes are kept nowhere."""
    cards = make_cards(people_chosen(without_card), asker().id, base_address())
    audit.note_access(asker().id, f"cards for {len(cards)} people", exported=True)
    db.session.commit()
    answer = FlaskResponse(draw_cards(cards, clock.today()), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = "inline; filename=the-hoc.pdf"
    return answer


@account.get("/people/<int:person_id>/card")
@requires(Permission.STAFFING_IMPORT)
@stands_under("people.list_people")
def offer_card(person_id: int) -> str:
    """Before a new card is shown: what it replaces."""
    person = _served(person_id)
    audit.note_access(asker().id, "whether a person has a card", person_id=person_id)
    db.session.commit()
    return render_template(
        "account/offer_card.html",
        person=person,
        card=living_cards([person.id]).get(person.id),
        allowed=may_carry(person, clock.today()),
    )


@account.post("/people/<int:person_id>/card")
@requires(Permission.STAFFING_IMPORT)
@stands_under("people.list_people")
def show_card(person_id: int) -> str | Response:
    """One new card, large on the screen, to be scanned by whoever sits opposite."""
    with refusal_flashed():
        (card,) = make_cards([_served(person_id)], asker().id, base_address())
        audit.note_access(asker().id, "card on the screen", person_id=person_id)
        db.session.commit()
        side, path = qr_path(card.address)
        return render_template(
            "account/show_card.html",
            person_id=person_id,
            card=card,
            side=side,
            path=path,
            address=base_address() + url_for("account.type_code"),
            opened=any(user.is_by_void_card for user in devices_of(person_id)),
        )
    return redirect(url_for("account.offer_card", person_id=person_id), 303)


@account.post("/people/<int:person_id>/card/void")
@requires(Permission.STAFFING_IMPORT)
def void_card_of(person_id: int) -> Response:
    """Let her card open nothing any more, at once; who came by it is signed out."""
    with refusal_flashed():
        void_card(_served(person_id), asker().id)
        db.session.commit()
        flash(_("The card is void. Whoever came by it has been signed out."), "success")
        opened = sum(user.is_by_void_card for user in devices_of(person_id))
        if opened:
            flash(
                ngettext(
                    "It opened %(num)s phone: see below.", "It opened %(num)s phones: see below.", opened
                ),
                "warning",
            )
    return _back(person_id)


@account.post("/people/<int:person_id>/pin/reset")
@requires(Permission.STAFFING_IMPORT)
def reset_pin_of(person_id: int) -> Response:
    """Take her PIN away, face to face: she scans her card and chooses another."""
    reset_pin(_served(person_id), asker().id)
    db.session.commit()
    flash(_("The PIN is taken away. With the card in hand, a new one can be chosen now."), "success")
    return _back(person_id)


@account.post("/people/<int:person_id>/devices/<int:use_id>/revoke")
@requires(Permission.STAFFING_IMPORT)
def revoke_device_of(person_id: int, use_id: int) -> Response:
    """Trust a lost phone of hers no longer."""
    user = db.session.get(DeviceUser, use_id)
    if user is None or user.person_id != _served(person_id).id:
        abort(404)
    revoke(user, asker().id)
    db.session.commit()
    flash(_("The device is revoked. What it still sends in this name is kept apart."), "success")
    return _back(person_id)


def fill_person(person: Person, **_context: object) -> str:
    """On the page of a person: how she signs in, for those who keep her."""
    if not asker().may(Permission.STAFFING_IMPORT) or not _serves_under(asker(), person.id):
        return ""
    return render_template(
        "account/sign_in_of_person.html",
        person=person,
        allowed=may_carry(person, clock.today()),
        card=living_cards([person.id]).get(person.id),
        account=account_of(person.id),
        tries=TRIES,
        devices=devices_of(person.id),
        now=clock.now(),
    )


def _served(person_id: int) -> Person:
    """Somebody whom the asker keeps; any other is answered as absent."""
    return _serves_under(asker(), person_id) or abort(404)


def _serves_under(keeper: Person, person_id: int) -> Person | None:
    found: Sequence[Person] = db.session.scalars(
        people_served_by(keeper, clock.today()).where(Person.id == person_id)
    ).all()
    return found[0] if found else None


def _back(person_id: int) -> Response:
    return redirect(url_for("people.show_person", person_id=person_id, _anchor="signing-in"), 303)
