"""Tasks: those done before an observer's eyes, and those to be done in the commune afterwards."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.activities.forms.afterwards import FollowUpForm, TaskForm
from lms.activities.models import FollowUp
from lms.activities.policies import run_by
from lms.activities.queries import observed_in, roster_of
from lms.activities.rules.attending import present_in
from lms.activities.rules.following_up import follow_ups_of, give_task, overdue, tick_off, who_does
from lms.activities.rules.observing import observe
from lms.activities.views.blueprint import activities, activity_or_404
from lms.activities.views.listing import note_names
from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.i18n import said
from lms.web.refusing import refusal_flashed


@activities.get("/activities/<int:activity_id>/tasks")
@requires(Permission.ACTIVITIES_RUN)
def show_tasks(activity_id: int) -> str:
    """Who did which task before an observer, and the list to mark another one."""
    return _tasks_page(activity_id, TaskForm.of(activity_or_404(activity_id)))


@activities.post("/activities/<int:activity_id>/tasks")
@requires(Permission.ACTIVITIES_RUN)
def mark_task(activity_id: int) -> str | Response | tuple[str, int]:
    """Keep how people did a task."""
    form = TaskForm.of(activity_or_404(activity_id))
    if not form.validate():
        return _tasks_page(activity_id, form), 422
    try:
        rows = observe(
            activity_id,
            task=form.task.data,
            competency_id=form.competency.data or 0,
            done_on=form.done_on.data,
            seen=form.seen(),
            by=asker().id,
        )
        number = len(rows)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.task.errors = [said(refusal.message)]
        return _tasks_page(activity_id, form), 422
    flash(_("Marked: %(number)s. What was passed counts from now on.", number=number), "success")
    return redirect(url_for("activities.show_tasks", activity_id=activity_id), 303)


@activities.get("/activities/<int:activity_id>/follow-ups")
@requires(Permission.ACTIVITIES_RUN)
def show_follow_ups(activity_id: int) -> str:
    """The tasks in the commune after an activity, and who has done them."""
    activity_or_404(activity_id)
    return _follow_ups_page(activity_id, FollowUpForm())


@activities.post("/activities/<int:activity_id>/follow-ups")
@requires(Permission.ACTIVITIES_RUN)
def give_follow_up(activity_id: int) -> str | Response | tuple[str, int]:
    """Give a task in the commune."""
    activity_or_404(activity_id)
    form = FollowUpForm()
    if not form.validate():
        return _follow_ups_page(activity_id, form), 422
    try:
        give_task(activity_id, task=form.task.data, due_on=form.due_on.data, by=asker().id)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.due_on.errors = [said(refusal.message)]
        return _follow_ups_page(activity_id, form), 422
    flash(_("The task was given."), "success")
    return redirect(url_for("activities.show_follow_ups", activity_id=activity_id), 303)


@activities.post("/activities/<int:activity_id>/follow-ups/<int:follow_up_id>")
@requires(Permission.ACTIVITIES_RUN)
def tick_follow_up(activity_id: int, follow_up_id: int) -> Response:
    """Note who has done a task."""
    activity_or_404(activity_id)
    follow_up = db.session.get(FollowUp, follow_up_id)
    if follow_up is None or follow_up.activity_id != activity_id:
        abort(404)
    shown, done = (request.form.getlist(name, type=row_key) for name in ("shown", "done"))
    with refusal_flashed():
        tick_off(follow_up_id, shown=shown, done=done, by=asker().id)
        db.session.commit()
        flash(_("Saved."), "success")
    return redirect(url_for("activities.show_follow_ups", activity_id=activity_id), 303)


@activities.get("/follow-ups")
@requires(Permission.ACTIVITIES_RUN)
def overdue_follow_ups() -> str:
    """Tasks in the communes whose day has passed, and who has not done them."""
    audit.note_access(asker().id, "overdue tasks in the communes")
    db.session.commit()
    found = overdue(run_by(asker()), clock.today())
    return render_template("activities/overdue_follow_ups.html", found=found, today=clock.today())


def _tasks_page(activity_id: int, form: TaskForm) -> str:
    note_names(activity_id, "observed tasks")
    entries = [entry for entry in roster_of(activity_id) if entry.person_id is not None]
    return render_template(
        "activities/show_tasks.html",
        activity=activity_or_404(activity_id),
        form=form,
        entries=[each for each in entries if present_in(each)] or entries,
        observed=observed_in(activity_id),
        marked=form.seen() if form.is_submitted() else {},
    )


def _follow_ups_page(activity_id: int, form: FollowUpForm) -> str:
    note_names(activity_id, "tasks in the commune")
    return render_template(
        "activities/show_follow_ups.html",
        activity=activity_or_404(activity_id),
        form=form,
        entries=who_does(activity_id),
        follow_ups=follow_ups_of(activity_id),
        today=clock.today(),
    )
