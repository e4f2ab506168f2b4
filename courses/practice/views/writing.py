"""Writing checklists: as a form with a card for each item, or as plain text; publishing them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.practice.checklist.grammar import read_checklist
from courses.practice.checklist.shape import MOST_ITEMS, Item, Sheet
from courses.practice.checklist.writing import write_checklist
from courses.practice.forms import LANGUAGES, read_sheets
from courses.practice.models import Checklist
from courses.practice.queries import checklist, checklists
from courses.practice.rules.looking import look_over
from courses.practice.rules.releasing import publish
from courses.practice.rules.writing import begin, drop, save
from courses.practice.views.blueprint import practice
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.base.text import clean, slug
from lms.standards.queries import competencies_on
from lms.web.access import Permission, asker, requires
from lms.web.i18n import said
from lms.web.refusing import refusal_flashed

FACES = ("form", "text")


@practice.get("/checklists")
@requires(Permission.EXERCISES_WRITE)
def list_checklists() -> str:
    """All checklists, what each shows, and whether somebody is writing at it."""
    return render_template("practice/list_checklists.html", checklists=checklists())


@practice.route("/checklists/new", methods=["GET", "POST"])
@requires(Permission.EXERCISES_WRITE)
def new_checklist() -> str | Response | tuple[str, int]:
    """Begin a checklist by its title."""
    if request.method == "GET":
        return render_template("practice/new_checklist.html", title="", error=None)
    title = clean(request.form.get("title", ""))[:120]
    try:
        text = write_checklist(Sheet(title=title))
        place = begin(slug(title)[:60].strip("-"), text, by=asker().id, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        page = render_template("practice/new_checklist.html", title=title, error=said(refusal.message))
        return page, 422
    return redirect(url_for("practice.edit_checklist", checklist_code=place.code), 303)


@practice.route("/checklists/<string:checklist_code>", methods=["GET", "POST"])
@requires(Permission.EXERCISES_WRITE)
def edit_checklist(checklist_code: str) -> str | Response | tuple[str, int]:
    """The draft of a checklist, or its newest version, with everything that is found in it; each button keeps
    what was written."""
    place = checklist(checklist_code) or abort(404)
    face = request.args.get("face", FACES[0])
    if face not in FACES:
        abort(404)
    if request.method == "GET":
        return _page(place, *texts_of(place), face)
    texts = _sent(face)
    try:
        seen = int(request.form.get("seen", "0")) if request.form.get("seen", "0").isdecimal() else 0
        save(checklist_code, *texts, seen=seen, by=asker().id, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _page(place, *texts, face, error=said(refusal.message)), 409
    other = request.form.get("do", "")
    to = other if other in FACES else face
    address = url_for("practice.edit_checklist", checklist_code=checklist_code, face=to)
    return redirect(f"{address}#items" if to == FACES[0] and "-" in other else address, 303)


@practice.post("/checklists/<string:checklist_code>/publish")
@requires(Permission.EXERCISES_WRITE)
def publish_checklist(checklist_code: str) -> Response:
    """Let observers sign the draft from now on."""
    place = checklist(checklist_code) or abort(404)
    with refusal_flashed():
        version = publish(checklist_code, *texts_of(place), clock.now(), by=asker().id)
        db.session.commit()
        told = gettext("Published: version %(number)d.", number=version.number) if version else None
        flash(told or gettext("It says what its newest version says: nothing new was published."), "success")
    return redirect(url_for("practice.edit_checklist", checklist_code=checklist_code), 303)


@practice.post("/checklists/<string:checklist_code>/drop-draft")
@requires(Permission.EXERCISES_WRITE)
def drop_draft(checklist_code: str) -> Response:
    """Throw the draft away; what was published stands."""
    place = checklist(checklist_code) or abort(404)
    if place.versions:
        drop(checklist_code, by=asker().id)
        db.session.commit()
        flash(gettext("The draft was thrown away. What was published stands."), "success")
    return redirect(url_for("practice.edit_checklist", checklist_code=checklist_code), 303)


def texts_of(place: Checklist) -> tuple[str, str]:
    """What somebody is writing of a checklist, in Vietnamese and English; else its newest version."""
    if place.draft_vi is not None:
        return place.draft_vi, place.draft_en or ""
    newest = place.versions[-1]
    return newest.source_vi, newest.source_en or ""


def _sent(face: str) -> tuple[str, str]:
    if face == "text":
        return request.form.get("text-vi", ""), request.form.get("text-en", "")
    sheets = read_sheets(request.form)
    vi, en = (sheets[language] for language in LANGUAGES)
    return write_checklist(vi or Sheet()), write_checklist(en, "en") if en else ""


def _page(place: Checklist, vi: str, en: str, face: str, error: str | None = None) -> str:
    looked = look_over(vi, en, clock.today())
    sheets = looked.vi, looked.en or read_checklist(en)[0]
    return render_template(
        f"practice/edit_{face}.html",
        place=place,
        texts=(vi, en),
        looked=looked,
        sheets=sheets,
        cards=_cards(*sheets),
        competencies=competencies_on(clock.today()),
        most=MOST_ITEMS,
        error=error,
        has_draft=place.draft_vi is not None,
    )


def _cards(vi: Sheet, en: Sheet) -> list[tuple[Item, Item]]:
    """Each item with its English, and an empty one to be filled in."""
    english = [*en.items, *(Item("") for _ in vi.items[len(en.items) :])]
    cards = list(zip(vi.items, english, strict=False))
    return cards if len(cards) >= MOST_ITEMS else [*cards, (Item(""), Item(""))]
