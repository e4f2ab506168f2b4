"""Somebody new in a post: on record, posted and with her card on the screen in one go."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.rules.issuing_cards import make_cards
from lms.account.views.blueprint import account
from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.paper.qr import qr_path
from lms.people.models import Post, Posting, Role
from lms.people.policies import may_keep, tops_of
from lms.people.queries import postings_on, roles, units_in_scope
from lms.people.rules.taking_up import LEVELS
from lms.people.rules.welcoming import Who, guard, replace, welcome
from lms.places.models import Unit, UnitKind
from lms.places.queries import hamlets_of
from lms.staffing.forms.newcomers import NewcomerForm, ReplaceForm, WhoForm
from lms.staffing.queries.newcomers import namesakes, posts_to_fill
from lms.standards.rules.explaining import explain_all
from lms.web.access import Permission, asker, requires
from lms.web.addresses import base_address
from lms.web.asking import row_key
from lms.web.menu import stands_under
from lms.web.refusing import status_of_form

Answer = str | Response | tuple[str, int]
WORDS_AT_MOST = 120


@account.route("/people/new", methods=["GET", "POST"])
@requires(Permission.STAFFING_IMPORT)
@stands_under("people.list_people")
def add_newcomer() -> Answer:
    """Who is new, and which post she gets; her card appears at once."""
    today, communes = clock.today(), _communes()
    words = request.values.get("unit", "")[:WORDS_AT_MOST]
    named = units_in_scope(asker(), words, today) if words else communes
    if len(named) != 1:
        page = "account/newcomers/choose_unit.html"
        return render_template(page, words=words, units=named if words else communes), status_of_form()
    (unit,) = named
    form = NewcomerForm()
    form.offer_posts(
        unit, posts_to_fill(unit.id, today), _roles(unit), request.args.get("post", type=row_key)
    )

    def write(who: Who) -> Posting:
        post = form.wanted(unit) if form.is_other else db.session.get_one(Post, form.vacant_id)
        return welcome(who, post, form.since.data, by=asker().id)

    hamlets = db.session.scalars(hamlets_of(unit.id, today)).all()
    return _written(form, unit, write) or _shown(
        "account/newcomers/add_newcomer.html", form, unit=unit, hamlets=hamlets, communes=communes
    )


@account.route("/postings/<int:posting_id>/replace", methods=["GET", "POST"])
@requires(Permission.STAFFING_IMPORT)
@stands_under("people.list_people")
def replace_holder(posting_id: int) -> Answer:
    """Who follows whom in a post: one leaves and the other begins, in one form."""
    posting, today = db.session.get(Posting, posting_id), clock.today()
    if posting is None or not may_keep(asker(), posting, today):
        abort(404)
    if request.method == "GET":
        audit.note_access(asker().id, "posting of a person", person_id=posting.person_id)
        db.session.commit()
    form = ReplaceForm(posting.valid_from)
    unit = next(place.unit for place in posting.post.places if place.holds_on(today))

    def write(who: Who) -> Posting:
        return replace(posting, who, form.since.data, form.end_reason, by=asker().id)

    return _written(form, unit, write) or _shown(
        "account/newcomers/replace_holder.html", form, posting=db.session.get(Posting, posting_id)
    )


def _shown(page: str, form: WhoForm, **more: object) -> Answer:
    """The form; with whom she may be, where that must be told."""
    people = form.asks.known if form.asks else []
    if people:
        audit.note_access(asker().id, f"namesakes of a newcomer: {len(people)}")
        db.session.commit()
    posts = postings_on([each.id for each in people], clock.today())
    return render_template(page, form=form, posts=posts, **more), status_of_form()


def _written(form: WhoForm, unit: Unit, write: Callable[[Who], Posting]) -> Answer | None:
    """Write what was sent, and show what follows; None where nothing was sent, or something is to be mended
    or told first."""
    if request.method != "POST" or not form.validate():
        return None
    new = form.new
    guard()
    if not form.is_told_apart(namesakes(asker(), new, unit.id)):
        return None
    known = form.on_record
    try:
        posting = write(known or new)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return None
    if known is not None:
        flash(_("The post was given."), "success")
        return redirect(url_for("people.show_person", person_id=posting.person_id), 303)
    return _welcomed(posting)


def _welcomed(posting: Posting) -> str:
    """Her card, large enough to be scanned from the other side of the table, and what she is to learn."""
    person, since = posting.person, posting.valid_from
    (card,) = make_cards([person], asker().id, base_address())
    audit.note_access(asker().id, "card on the screen", person_id=person.id)
    db.session.commit()
    side, path = qr_path(card.address)
    return render_template(
        "account/newcomers/welcomed.html",
        person=person,
        since=since,
        card=card,
        side=side,
        path=path,
        address=base_address() + url_for("account.type_code"),
        asked=[requirement for requirement, _ in explain_all(person.id, max(since, clock.today()))],
    )


def _communes() -> list[Unit]:
    """The communes at the top of what the asker keeps."""
    tops = tops_of(asker(), Permission.STAFFING_IMPORT)
    return [unit for unit in tops if unit.kind is UnitKind.COMMUNE]


def _roles(unit: Unit) -> list[Role]:
    return [role for role in db.session.scalars(roles()) if role.level in LEVELS[unit.kind]]


def way_to_newcomer(**_context: object) -> str:
    """The slot ``people``: the way to add somebody."""
    return render_template("account/newcomers/way.html") if asker().may(Permission.STAFFING_IMPORT) else ""


def way_to_fill(*, unit_code: str, post_id: int) -> str:
    """The slot ``vacant_post``: the way to fill it with somebody new."""
    return render_template("account/newcomers/fill.html", unit_code=unit_code, post_id=post_id)


def way_to_replace(*, posting: Posting) -> str:
    """The slot ``posting``: the way to let somebody follow in a post."""
    return render_template("account/newcomers/follow.html", posting=posting)
