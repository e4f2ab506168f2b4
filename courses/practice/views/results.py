"""What was observed: one result, those that somebody may see, what waits for a decision; the step of a
course that is done before an observer."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.models import Step
from courses.practice.checklist.shape import judge
from courses.practice.formats.telling import APART, MARKS, WAYS, to_do_better
from courses.practice.kinds.practice import NAME, pinned_version
from courses.practice.models import EventKind, Observation
from courses.practice.policies import may_decide, may_void
from courses.practice.queries import (
    conflicts_of,
    observation_for,
    observations_for,
    observations_of,
    observers_near,
)
from courses.practice.rules.correcting import decide, void
from courses.practice.rules.counting import do_step, passed_before
from courses.practice.views.blueprint import practice
from courses.queries import done_steps, enrolment
from courses.queries import step as step_of
from lms.base import audit, clock
from lms.base.database import db
from lms.standards.rules.judging import MODE_NAMES
from lms.web.access import asker, signed_in
from lms.web.i18n import language
from lms.web.paging import page_of
from lms.web.refusing import refusal_flashed


@practice.get("/observations")
@signed_in
def list_observations() -> str:
    """What she signed, what was observed of her and of her people; what waits for a decision first."""
    audit.note_access(asker().id, "observations of practice")
    db.session.commit()
    return render_template("practice/list_observations.html", page=page_of(observations_for(asker())))


@practice.get("/observations/<uuid:observation_id>")
@signed_in
def show_observation(observation_id: uuid.UUID) -> str:
    """How it went and what to do better; for who may, voiding it and deciding about it."""
    found = observation_or_404(observation_id)
    if found.person_id != asker().id:
        audit.note_access(asker().id, "observation of practice", person_id=found.person_id)
        db.session.commit()
    sheet, marks = found.version.sheet(language()), found.read_marks()
    return render_template(
        "practice/show_observation.html",
        observation=found,
        pairs=list(zip(sheet.items, marks, strict=True)),
        verdict=judge(sheet, marks),
        better=to_do_better(found, language()),
        marks=MARKS,
        way=WAYS[found.way],
        mode=MODE_NAMES[found.mode],
        apart=APART[found.apart] if found.apart else None,
        voided=found.event(EventKind.VOIDED),
        may_void=found.counts and may_void(asker(), found),
        may_decide=found.waits and may_decide(asker(), found),
        conflicts=conflicts_of(found.id),
    )


@practice.post("/observations/<uuid:observation_id>/void")
@signed_in
def void_observation(observation_id: uuid.UUID) -> Response:
    """Declare an observation a mistake, with a reason."""
    found = observation_or_404(observation_id)
    if not may_void(asker(), found):
        abort(404)
    with refusal_flashed():
        void(
            found,
            reason=request.form.get("reason", ""),
            erase_note="erase_note" in request.form,
            by=asker().id,
            now=clock.now(),
        )
        db.session.commit()
        flash(gettext("The observation does not count any more."), "success")
    return redirect(url_for("practice.show_observation", observation_id=observation_id), 303)


@practice.post("/observations/<uuid:observation_id>/decision")
@signed_in
def decide_observation(observation_id: uuid.UUID) -> Response:
    """Take over what was kept apart, or leave it."""
    found = observation_or_404(observation_id)
    if not may_decide(asker(), found):
        abort(404)
    with refusal_flashed():
        take = "take" in request.form
        decide(found, take=take, by=asker().id, now=clock.now())
        db.session.commit()
        told = gettext("Taken over: it counts now.") if take else gettext("Left out: it does not count.")
        flash(told, "success")
    return redirect(url_for("practice.show_observation", observation_id=observation_id), 303)


@practice.get("/learn/practice/<int:step_id>")
@signed_in
def show_step(step_id: int) -> str:
    """What will be looked at, who may observe her, and how it went so far."""
    step = _step_or_404(step_id)
    pinned = pinned_version(step.frozen)
    code = step.frozen["checklist"]
    taken = enrolment(asker().id, step.section.edition.course_id)
    done = taken is not None and step.id in done_steps(taken.id)
    return render_template(
        "practice/show_step.html",
        step=step,
        sheet=pinned.sheet(language()),
        version=pinned,
        done=done,
        observers=observers_near(asker(), pinned, clock.today()),
        observations=observations_of(asker().id, code),
        usable=None if done else passed_before(asker().id, code),
    )


@practice.post("/learn/practice/<int:step_id>/done")
@signed_in
def count_observation(step_id: int) -> Response:
    """Let an observation that she passed before she came to this course count for its step."""
    step = _step_or_404(step_id)
    found = passed_before(asker().id, step.frozen["checklist"]) or abort(404)
    with refusal_flashed():
        do_step(found, step, now=clock.now())
        db.session.commit()
        flash(gettext("Noted: this step is done."), "success")
    return redirect(url_for("practice.show_step", step_id=step_id), 303)


def observation_or_404(observation_id: uuid.UUID) -> Observation:
    """An observation that she may see."""
    return observation_for(asker(), str(observation_id)) or abort(404)


def _step_or_404(step_id: int) -> Step:
    step = step_of(step_id)
    if step is None or step.kind != NAME or step.section.edition.published_at is None:
        abort(404)
    return step
