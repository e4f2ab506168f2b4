"""Publishing a course of our own: what stands in its way, each with the way to where it is mended."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.authoring.rules.publishing import look_over, needs_second_look
from courses.authoring.rules.publishing import publish_course as publish
from courses.authoring.views.blueprint import own_courses
from courses.authoring.views.finding import find_plan, kinds, way_to
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.addresses import opens
from lms.web.i18n import said


@own_courses.get("/own-courses/<string:own_slug>/publish")
@requires(Permission.EXERCISES_WRITE)
def publish_course(own_slug: str) -> str:
    """Everything found in the course, and the button where nothing stops it."""
    return _page(own_slug)


@own_courses.post("/own-courses/<string:own_slug>/publish")
@requires(Permission.EXERCISES_WRITE)
def release_course(own_slug: str) -> Response | tuple[str, int]:
    """Teach the course as it stands now; refused, the draft stays as it is."""
    course, seen = find_plan(own_slug).folder.course, request.form.get("seen", type=int) or 0
    try:
        edition = publish(course, seen, by=asker().id, kinds=kinds(), opens=opens, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _page(own_slug, refusal), 409
    if edition is None:
        flash(gettext("Nothing has changed for learners."), "info")
        return redirect(url_for("own_courses.show_course", own_slug=own_slug))
    sentence = gettext(
        "Published as edition %(number)d. Whoever has begun finishes the edition they began.",
        number=edition.number,
    )
    flash(sentence, "success")
    return redirect(url_for("courses.course", slug=own_slug))


def _page(own_slug: str, refusal: Refusal | None = None) -> str:
    plan = find_plan(own_slug)
    found = look_over(plan.folder.course, kinds(), opens, clock.now())
    return render_template(
        "own_courses/publish_course.html",
        plan=plan,
        findings=[(each, way_to(plan, each)) for each in found],
        is_clean=not any(each.error for each in found),
        demanded=needs_second_look(plan.folder.course, clock.today()),
        refusal=said(refusal.message) if refusal else None,
    )
