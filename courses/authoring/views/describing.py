"""What a course of our own says about itself, and about each lesson beside its text."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.authoring import queries
from courses.authoring.forms import DescriptionForm, FactsForm
from courses.authoring.queries import Plan
from courses.authoring.rules.arranging import titles
from courses.authoring.rules.describing import Description, LessonFacts, describe, describe_lesson
from courses.authoring.views.blueprint import own_courses
from courses.authoring.views.finding import find_plan, lesson_url
from courses.models import OwnFile
from courses.source.arranging import Values
from courses.source.folders import number_of
from lms.base import clock
from lms.base.database import db
from lms.base.text import clean
from lms.web.access import Permission, asker, requires
from lms.web.filters import named
from lms.web.refusing import refusal_flashed, refusal_told

DESIGN = "giay-chung-nhan"
ISSUER = "chi-cuc-dan-so"
APPROVAL = "self"


@own_courses.route("/own-courses/<string:own_slug>/description", methods=["GET", "POST"])
@requires(Permission.EXERCISES_WRITE)
def describe_course(own_slug: str) -> str | Response:
    """The form of everything that a course says about itself."""
    plan = find_plan(own_slug)
    form = _form(plan)
    if form.validate_on_submit():
        with refusal_told(form.form_errors.append):
            describe(
                plan.folder.course, form.seen.data or 0, _said(plan, form), by=asker().id, now=clock.now()
            )
            db.session.commit()
            flash(gettext("Saved."), "success")
            return redirect(url_for("own_courses.show_course", own_slug=own_slug))
    return render_template("own_courses/describe_course.html", plan=plan, form=form)


@own_courses.post("/own-courses/<string:own_slug>/lessons/<int:file_id>/facts")
@requires(Permission.EXERCISES_WRITE)
def save_facts(own_slug: str, file_id: int) -> Response:
    """Keep what a lesson teaches, what it rests on, and when it is to be looked at again."""
    plan = find_plan(own_slug)
    file = next((each for each in plan.folder.files.values() if each.id == file_id), None) or abort(404)
    number = number_of(str(file.path)) or abort(404)
    form = facts_form(plan, file)
    if not form.validate():
        sentences = [sentence for sentences in form.errors.values() for sentence in sentences]
        flash(" ".join(map(str, sentences)), "error")
        return redirect(lesson_url(plan, file, "facts"))
    with refusal_flashed():
        sources = [*(form.sources.data or ()), *filter(None, [clean(form.source.data or "")])]
        facts = LessonFacts(
            tuple(form.competencies.data or ()), tuple(dict.fromkeys(sources)), form.review_by.data
        )
        title = file.text.partition("\n")[0].lstrip("# ")
        seen, course = form.seen.data or 0, plan.folder.course
        describe_lesson(course, seen, number, title, facts, by=asker().id, now=clock.now())
        db.session.commit()
        flash(gettext("Saved."), "success")
    return redirect(lesson_url(plan, file, "facts"))


def facts_form(plan: Plan, file: OwnFile) -> FactsForm:
    """What is said about the lesson of a file; a job aid has nothing of this kind."""
    found = plan.line_of(number_of(str(file.path)) or 0)
    step: Values = found[1].values if found else {}
    form = FactsForm(
        seen=plan.head.revision,
        competencies=step.get("competencies", []),
        sources=step.get("sources", []),
        review_by=step.get("review_by"),
    )
    form.competencies.choices = _competencies(step.get("competencies", []))
    form.sources.choices = [(each, each) for each in step.get("sources", [])]
    return form


def _form(plan: Plan) -> DescriptionForm:
    values = plan.values
    certificate = values.get("certificate") or {}
    form = DescriptionForm(
        seen=plan.head.revision,
        name_vi=values["name"]["vi"],
        name_en=_other(values["name"]),
        summary_vi=values["summary"]["vi"],
        summary_en=_other(values["summary"]),
        aims="\n".join(values.get("aims", {}).get("vi", [])),
        audience=values.get("audience", []),
        competencies=list(values.get("competencies", {})),
        certificate=bool(certificate),
        design=certificate.get("design", DESIGN),
        issuer=certificate.get("issuer", ISSUER),
        valid_months=certificate.get("valid_months"),
        in_english="en" in plan.languages,
        shows_111=values.get("always_show") == "111",
        **values["hours"],
    )
    form.audience.choices = [(each.code, named(each)) for each in queries.staff_kinds(clock.today())]
    form.competencies.choices = _competencies(values.get("competencies", {}))
    used = queries.certificates_in_use()
    form.design.choices = _used(used, "design", DESIGN, certificate)
    form.issuer.choices = _used(used, "issuer", ISSUER, certificate)
    return form


def _said(plan: Plan, form: DescriptionForm) -> Description:
    aims = [clean(line) for line in (form.aims.data or "").splitlines()]
    before = plan.values.get("certificate") or {"approval": APPROVAL}
    certificate: dict[str, Any] | None = None
    if form.certificate.data:
        certificate = before | {"design": form.design.data, "issuer": form.issuer.data}
        certificate.pop("valid_months", None)
        if form.valid_months.data:
            certificate["valid_months"] = form.valid_months.data
    return Description(
        names=titles(form.name_vi.data, form.name_en.data),
        summaries=titles(form.summary_vi.data, form.summary_en.data),
        aims=tuple(filter(None, aims)),
        audience=tuple(form.audience.data or ()),
        competencies=tuple(form.competencies.data or ()),
        hours={key: form[key].data or 0 for key in ("theory", "practice", "self_study")},
        certificate=certificate,
        in_english=form.in_english.data,
        shows_111=form.shows_111.data,
    )


def _competencies(given: Any) -> list[tuple[str, str]]:
    """All that may be chosen; what is given and unknown stays to be seen."""
    found = [(each.code, named(each)) for each in queries.competencies(clock.today())]
    known = {code for code, _ in found}
    return [*found, *((code, code) for code in given if code not in known)]


def _used(
    used: list[dict[str, object]], key: str, usual: str, given: dict[str, object]
) -> list[tuple[str, str]]:
    words = [str(each[key]) for each in (*used, given) if key in each]
    return [(each, each) for each in dict.fromkeys([usual, *words])]


def _other(words: dict[str, str]) -> str:
    """The English words, where they are not the Vietnamese ones."""
    return words["en"] if words["en"] != words["vi"] else ""
