"""To the other house and back, and in."""

from flask import Response as FlaskResponse
from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.account.forms import WhoseDeviceForm
from lms.account.outside.queries import link_to
from lms.account.outside.rules.asking import Asking, NoAnswer, new_journey, stale
from lms.account.outside.rules.linking import use_link
from lms.account.outside.views.blueprint import outside
from lms.account.outside.views.loading import asking_or_404
from lms.account.outside.views.remembering import (
    Arrival,
    Purpose,
    arrived,
    remember_arrival,
    remember_journey,
    take_arrival,
    take_journey,
)
from lms.account.rules.throttling import TooManyTries, count_try
from lms.account.views.coming_in import Way, come_in
from lms.account.views.loading import address
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import public
from lms.web.addresses import base_address
from lms.web.asking import same_site_path
from lms.web.forms import ActionForm

UNAVAILABLE, REFUSED = 503, 409


@outside.post("/sign-in/outside")
@public
def begin() -> FlaskResponse:
    """Begin to sign in by the other house."""
    return go_there(Purpose(same_site_path(request.args.get("next")), None))


def go_there(purpose: Purpose) -> FlaskResponse:
    """The page that leads to the other house at once: a redirect in answer to a form is refused by our own
    policy, which forms may lead nowhere else."""
    asking, journey = asking_or_404(), new_journey()
    try:
        count_try(f"outside {journey.state}", address())  # of this network: the rest is new each time
        db.session.commit()
        way = asking.way_there(journey, _back())
    except Refusal as refusal:
        return refused(asking, refusal)
    remember_journey(journey, purpose)
    return make_response(render_template("outside/go_there.html", way=way, name=asking.house.name))


@outside.get("/sign-in/outside/back")
@public
def come_back() -> Response:
    """Hear from the other house who it is. A link alone signs nobody in: that takes a tap."""
    asking, kept = asking_or_404(), take_journey()
    try:
        if kept is None:
            raise stale()
        journey, purpose = kept
        said = asking.who(journey, request.args, _back())
    except Refusal as refusal:
        return refused(asking, refusal)
    remember_arrival(said, purpose)
    return redirect(url_for("outside.show_link" if purpose.person_id is not None else "outside.show_way_in"))


@outside.get("/sign-in/outside/in")
@public
def show_way_in() -> FlaskResponse:
    """Whose device it is, for whoever is known here; else how an account is linked."""
    asking, arrival = asking_or_404(), arrived()
    if arrival is None:
        return refused(asking, stale())
    page = "whose_device" if link_to(*arrival.said) else "not_linked"
    return make_response(render_template(f"outside/{page}.html", name=asking.house.name))


@outside.post("/sign-in/outside/in")
@public
def go_in() -> Response:
    """Come in as whom the other house has named."""
    asking, form, arrival = asking_or_404(), WhoseDeviceForm(), take_arrival()
    try:
        if not form.validate_on_submit() or arrival is None or arrival.purpose.person_id is not None:
            raise stale()
        person_id = _used(arrival)
    except Refusal as refusal:
        return refused(asking, refusal)
    return come_in(person_id, form.device_kind, arrival.purpose.next_page, way=Way.OUTSIDE)


def _used(arrival: Arrival) -> int:
    """Whom an arrival signs in; it counts as used whatever comes of it."""
    person_id = use_link(arrival.said, arrival.at)
    if person_id is None:  # it was taken away in the meantime
        raise stale()
    db.session.commit()
    return person_id


def refused(asking: Asking, refusal: Refusal) -> FlaskResponse:
    """Why it went no further, with the other ways in; the log says more to whoever runs the product."""
    db.session.rollback()
    notes = getattr(refusal, "__notes__", [])
    if notes:
        current_app.logger.warning("Sign-in by %s: %s", asking.house.issuer, "; ".join(notes))
    page = render_template("outside/refused.html", sentence=refusal.message, form=ActionForm())
    if isinstance(refusal, TooManyTries):
        return make_response(page, 429, {"Retry-After": str(refusal.seconds)})
    return make_response(page, UNAVAILABLE if isinstance(refusal, NoAnswer) else REFUSED)


def _back() -> str:
    return base_address() + url_for("outside.come_back")
