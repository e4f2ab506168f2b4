"""What left the product and what did not: for whoever runs it, without a word of what was written."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.base.messages import Message, message
from lms.outbox.models import Delivery, DeliveryState
from lms.outbox.queries import NO_CONSENT, NO_MOBILE, NO_PHONE, deliveries_logged, numbers_of_deliveries
from lms.outbox.rules.carrying import MOST_TRIES, SENDER_ENDED, WAITED_TOO_LONG, try_again
from lms.outbox.rules.mailing import NO_ADDRESS
from lms.outbox.views.blueprint import outbox
from lms.web.access import Permission, asker, requires
from lms.web.paging import stretch_of

STATES = {
    DeliveryState.WAITING: message("waits"),
    DeliveryState.SENDING: message("on its way"),
    DeliveryState.SENT: message("handed over"),
    DeliveryState.FAILED: message("given up"),
}
EXPLAINED = {
    NO_ADDRESS: message("There is no address any more."),
    SENDER_ENDED: message("The product was stopped while sending. The letter may have arrived twice."),
    NO_PHONE: message("There is no phone number any more."),
    NO_MOBILE: message("The number is no Vietnamese mobile number, so nothing was sent."),
    NO_CONSENT: message("The person no longer wants text messages."),
    WAITED_TOO_LONG: message("It waited for more than three days, so it was no news any more."),
}


@outbox.get("/deliveries")
@requires(Permission.SYSTEM_ADMINISTER)
def list_deliveries() -> str:
    """When what kind of message took which way, how far it came, and what went wrong."""
    state = request.args.get("state", "")
    if state and state not in set(DeliveryState):
        abort(404)
    asked = DeliveryState(state) if state else None
    return render_template(
        "outbox/list_deliveries.html",
        stretch=stretch_of(deliveries_logged(asked), Delivery.id),
        numbers=numbers_of_deliveries(),
        asked=asked,
        states=STATES,
        explained=explained,
        most_tries=MOST_TRIES,
    )


@outbox.post("/deliveries/<int:delivery_id>/again")
@requires(Permission.SYSTEM_ADMINISTER)
def send_again(delivery_id: int) -> Response:
    """Put what was given up on its way anew."""
    if not try_again(delivery_id, asker().id):
        abort(404)
    db.session.commit()
    flash(_("It is tried again within a few minutes."), "success")
    return redirect(url_for("outbox.list_deliveries"), 303)


def explained(error: str) -> Message | str:
    """A sentence where the product knows one; else the words of the other side."""
    return EXPLAINED.get(error, error)
