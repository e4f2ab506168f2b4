"""Who holds which access: the list, giving, extending and ending it."""

from collections.abc import Callable
from uuid import uuid4

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.outbox.rules.sending import send
from lms.people.models import AccessRole, Grant, Person
from lms.people.policies import may_see
from lms.people.queries import search_people, units_in_scope
from lms.roles.formats.telling import Told, changed, given, taken
from lms.roles.formats.wording import role_words
from lms.roles.forms import EndForm, ExtendForm, FindRolesForm, GiveForm, ReasonForm
from lms.roles.policies import may_extend, may_keep, roles_given_by
from lms.roles.queries import Which, find_grants, grants_of, people_by_id
from lms.roles.rules.giving import extend, finish, give
from lms.roles.views.blueprint import roles
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.freshness import fresh
from lms.web.paging import CARDS, page_of
from lms.web.refusing import carried_out, status_of_form

Answer = str | Response | tuple[str, int]
FOUND_AT_MOST = 20


@roles.app_template_filter("access_role")
def access_role(role: AccessRole) -> str:
    """How an access role is called."""
    return role_words(role)


@roles.get("/roles")
@requires(Permission.ROLES_GRANT)
def list_roles() -> str:
    """Who holds which access, narrowed by person, unit, role and time."""
    form, today = FindRolesForm.from_address(), clock.today()
    audit.note_access(asker().id, f"list of staff roles, page {request.args.get('page', 1, type=int)}")
    db.session.commit()
    named = units_in_scope(asker(), form.unit.data, today, Permission.ROLES_GRANT) if form.unit.data else []
    page = page_of(
        find_grants(
            asker(),
            today,
            words=form.words.data,
            unit=named[0] if len(named) == 1 else None,
            role=AccessRole(form.role.data) if form.role.data else None,
            which=Which(form.which.data),
        ),
        CARDS,
    )
    named_ids = {
        key for each in page.rows for key in (each.person_id, each.granted_by_id, each.changed_by_id)
    }
    return render_template(
        "roles/list_roles.html",
        form=form,
        page=page,
        people=people_by_id(named_ids - {None}),
        unclear=bool(form.unit.data) and len(named) != 1,
        may_extend=_may(may_extend),
        may_keep=_may(may_keep),
        today=today,
    )


@roles.route("/roles/new", methods=["GET", "POST"])
@requires(Permission.ROLES_GRANT)
@fresh
def give_role() -> Answer:
    """Give somebody access: first who, then what."""
    person = _person(request.args.get("person", type=row_key))
    if person is None:
        words = request.args.get("words", "")[:120]
        if words:
            _note("people to whom access may be given")
        found = list(db.session.scalars(search_people(asker(), words).limit(FOUND_AT_MOST))) if words else []
        return render_template("roles/choose_person.html", words=words, found=found)
    form = GiveForm(asker(), roles_given_by(asker()))

    def write() -> None:
        role, unit = AccessRole(form.role.data), form.chosen
        granted = give(asker(), person, role, unit, form.since.data, form.until, form.reason.data)
        _tell(person.id, given(granted))

    _note("staff roles of a person", person.id)
    return carried_out(form, write, _("The access was given."), url_for("roles.list_roles")) or (
        render_template("roles/give_role.html", form=form, person=person, held=grants_of(asker(), person.id)),
        status_of_form(),
    )


@roles.route("/roles/<int:grant_id>/extend", methods=["GET", "POST"])
@requires(Permission.ROLES_GRANT)
@fresh
def extend_role(grant_id: int) -> Answer:
    """Let access hold longer."""
    granted, form = _grant(grant_id, may_extend), ExtendForm()

    def write() -> None:
        extend(asker(), granted, form.until, form.reason.data)
        _tell(granted.person_id, changed(granted))

    return _change(granted, form, write, ending=False)


@roles.route("/roles/<int:grant_id>/end", methods=["GET", "POST"])
@requires(Permission.ROLES_GRANT)
@fresh
def end_role(grant_id: int) -> Answer:
    """End access."""
    granted, form = _grant(grant_id, may_keep), EndForm()

    def write() -> None:
        person_id, words = granted.person_id, taken(granted)
        goes_on = form.until > max(clock.today(), granted.valid_from)
        finish(asker(), granted, form.until, form.reason.data)
        _tell(person_id, changed(granted) if goes_on else words)

    return _change(granted, form, write, ending=True)


def fill_person(person: Person, **_context: object) -> str:
    """On the page of a person: her access, for those who give it."""
    if not asker().may(Permission.ROLES_GRANT):
        return ""
    held = grants_of(asker(), person.id)
    return render_template("roles/of_person.html", person=person, held=held, today=clock.today())


def _person(person_id: int | None) -> Person | None:
    """Whom access is given to, where the address names her; 404 for whom the asker does not see."""
    if person_id is None:
        return None
    person = db.session.get(Person, person_id)
    if person is None or not may_see(asker(), person):
        abort(404)
    return person


def _grant(grant_id: int, may: Callable[[Person, Grant], bool]) -> Grant:
    """Access that the asker may change; to her there is no other."""
    granted = db.session.get(Grant, grant_id)
    if granted is None or not may(asker(), granted):
        abort(404)
    return granted


def _may(policy: Callable[[Person, Grant], bool]) -> Callable[[Grant], bool]:
    return lambda granted: policy(asker(), granted)


def _change(granted: Grant, form: ReasonForm, write: Callable[[], None], *, ending: bool) -> Answer:
    done = _("The access ends.") if ending else _("The access was extended.")
    _note("staff roles of a person", granted.person_id)
    person = db.session.get_one(Person, granted.person_id)
    return carried_out(form, write, done, url_for("roles.list_roles")) or (
        render_template("roles/change_role.html", form=form, granted=granted, person=person, ending=ending),
        status_of_form(),
    )


def _note(subject: str, person_id: int | None = None) -> None:
    """Note that names are shown, before anything is written or read for the page."""
    audit.note_access(asker().id, subject, person_id=person_id)
    db.session.commit()


def _tell(person_id: int, told: Told) -> None:
    """Tell her what she may do from now on, where somebody else decided it."""
    if person_id != asker().id:
        send(person_id, told.subject, told.text, f"access:{uuid4()}", link="/", by=asker().id)
