"""Who changes by a corrected answer key: the list, as a page and as a workbook, and applying it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.i18n import language, said
from quizzes.rescoring.formats.workbook import as_workbook, follows
from quizzes.rescoring.queries import rescorings_of
from quizzes.rescoring.rules.applying import MOST_OF_A_REASON, apply
from quizzes.rescoring.rules.judging_again import Preview, preview
from quizzes.rescoring.rules.listing import lines_for
from quizzes.rescoring.views.blueprint import rescoring

SHOWN = 200  # lines of the page: all of them stand in the workbook


@rescoring.get("/exercises/<string:exercise_code>/rescore")
@requires(Permission.EXERCISES_WRITE)
def rescore(exercise_code: str) -> str:
    """What the newest version would change, with names; nothing changes by looking."""
    return _page(_found(exercise_code))


@rescoring.get("/exercises/<string:exercise_code>/rescore/workbook")
@requires(Permission.EXERCISES_WRITE)
def workbook(exercise_code: str) -> Response:
    """The same list as an Excel workbook."""
    found = _found(exercise_code)
    lines, others = lines_for(asker(), found)
    title = found.version.text(language()).title
    notes = [_sentence(found)]
    if others:
        notes.append(gettext("Attempts of people whom you do not teach: %(count)d.", count=others))
    audit.note_access(asker().id, f"rescoring {exercise_code}", exported=True)
    data = as_workbook(title, lines, notes)
    db.session.commit()
    return sent(data, "xlsx", gettext("Judged again %(title)s", title=title))


@rescoring.post("/exercises/<string:exercise_code>/rescore")
@requires(Permission.EXERCISES_WRITE)
def apply_rescore(exercise_code: str) -> Response | tuple[str, int]:
    """Apply what was shown, with a reason."""
    try:
        apply(
            exercise_code,
            reason=request.form.get("reason", ""),
            keeps_passed=request.form.get("keeps") != "no",
            seen=request.form.get("seen", ""),
            by=asker().id,
            now=clock.now(),
        )
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _page(_found(exercise_code), said(refusal.message)), 422
    flash(gettext("Judged again. Everybody concerned gets a message."), "success")
    return redirect(url_for("rescoring.rescore", exercise_code=exercise_code), 303)


def _found(code: str) -> Preview:
    return preview(code) or abort(404)


def _page(found: Preview, error: str | None = None) -> str:
    lines, others = lines_for(asker(), found)
    code = found.version.exercise.code
    page = render_template(
        "rescoring/rescore.html",
        found=found,
        code=code,
        title=found.version.text(language()).title,
        sentence=_sentence(found),
        lines=lines[:SHOWN],
        more=max(0, len(lines) - SHOWN),
        others=others,
        follows=follows,
        history=rescorings_of(code),
        error=error,
        given=request.form,
        most=MOST_OF_A_REASON,
        steps=sorted({step for _person, step in found.failing}),
        people=sorted({line.person.id for line in lines if line.fails}),
    )
    if lines:
        audit.note_access(asker().id, f"rescoring {code}")
        db.session.commit()
    return page


def _sentence(found: Preview) -> str:
    told = gettext(
        "%(people)d people did an earlier version; the score of %(changed)d of them changes,"
        " %(passing)d pass who did not, %(failing)d passed and do not by this key.",
        people=found.people,
        changed=found.changed_people,
        passing=found.newly_passed,
        failing=found.no_longer_passed,
    )
    return str(told)
