"""What an activity leaves on paper: sign-in sheets, the questionnaire, and the report in three shapes."""

from flask import abort, render_template, request
from flask_babel import force_locale
from werkzeug.wrappers import Response

from lms.activities.formats.activity_paper import activity_paper
from lms.activities.formats.activity_workbook import activity_workbook
from lms.activities.formats.wording import days_of, group_name, half_day
from lms.activities.forms.papers import HeadForm
from lms.activities.models import Activity, HalfDay
from lms.activities.pdf.questionnaire import draw_questionnaire
from lms.activities.pdf.sign_in import SignInDay, SignInRow, SignInSheet, draw_sign_in
from lms.activities.rules.heading import head_for
from lms.activities.rules.reporting import participants_of, report_of
from lms.activities.views.blueprint import activities, activity_or_404
from lms.base import audit, clock
from lms.base.database import db
from lms.paper.drawing import PAPERS_LANGUAGE, drawn
from lms.web.access import Permission, asker, requires
from lms.web.files import sent, shape_asked


@activities.get("/activities/<int:activity_id>/papers")
@requires(Permission.ACTIVITIES_RUN)
def papers(activity_id: int) -> str:
    """What can be printed of an activity, and its report as it will be."""
    activity = activity_or_404(activity_id)
    note(f"activity {activity_id} report")
    return _page(activity, head_form(activity))


@activities.get("/activities/<int:activity_id>/sign-in-sheet")
@requires(Permission.ACTIVITIES_RUN)
def sign_in_sheet(activity_id: int) -> Response:
    """The sheet on which people sign: for one half-day, else for every day of the activity."""
    activity = activity_or_404(activity_id)
    note(f"activity {activity_id} sign-in sheet", exported=True)
    with force_locale(PAPERS_LANGUAGE):
        data = draw_sign_in(_sheet(activity, _half_days(activity)), clock.today())
    return sent(data, "pdf", f"diem-danh-{activity_id}-{activity.valid_from.isoformat()}")


@activities.get("/activities/<int:activity_id>/questionnaire-sheet")
@requires(Permission.ACTIVITIES_RUN)
def questionnaire_sheet(activity_id: int) -> Response:
    """The questionnaire on paper; it names nobody."""
    activity = activity_or_404(activity_id)
    organiser = activity.organiser.name if activity.organiser else activity.unit.name
    with force_locale(PAPERS_LANGUAGE):
        data = draw_questionnaire(activity.title, days_of(activity), organiser, clock.today())
    return sent(data, "pdf", f"phieu-hoi-{activity_id}-{activity.valid_from.isoformat()}")


@activities.get("/activities/<int:activity_id>/report")
@requires(Permission.ACTIVITIES_RUN)
def report(activity_id: int) -> Response | tuple[str, int]:
    """The report as a file: ``as`` is pdf, docx or xlsx."""
    activity = activity_or_404(activity_id)
    shape = shape_asked()
    note(f"activity {activity_id} report {shape}", exported=True)
    form = head_form(activity)
    if form.errors:
        return _page(activity, form), 422
    name = f"bao-cao-hoat-dong-{activity_id}-{activity.valid_from.isoformat()}"
    if shape == "xlsx":
        return sent(activity_workbook(report_of(activity)), shape, name)
    return sent(drawn(shape, lambda: activity_paper(report_of(activity), form.frame)), shape, name)


def note(subject: str, *, exported: bool = False) -> None:
    """Note that the asker sees names, before they are read."""
    audit.note_access(asker().id, subject, exported=exported)
    db.session.commit()


def head_form(activity: Activity) -> HeadForm:
    """What stands at the head and the foot: what the address says, else what is known of the asker."""
    form = HeadForm(request.args)
    form.fill(head_for(asker(), activity.unit, clock.today()))
    return form


def _page(activity: Activity, form: HeadForm) -> str:
    paper = activity_paper(report_of(activity), form.frame)
    return render_template(
        "activities/papers/papers.html", activity=activity, form=form, half_day=half_day, paper=paper
    )


def _half_days(activity: Activity) -> list[HalfDay]:
    """The one asked for, else all of them."""
    wanted = request.args.get("half_day", type=int)
    chosen = [each for each in activity.half_days if wanted in (None, each.id)]
    return chosen or abort(404)


def _sheet(activity: Activity, half_days: list[HalfDay]) -> SignInSheet:
    days = sorted({each.day for each in half_days})
    return SignInSheet(
        title=activity.title,
        organiser=activity.organiser.name if activity.organiser else activity.unit.name,
        place=activity.place,
        days=[SignInDay(day, [each for each in half_days if each.day == day]) for day in days],
        people=[
            SignInRow(each.name, group_name(each.staff_kind, each.guest_group), each.place)
            for each in participants_of(activity)
        ],
    )
