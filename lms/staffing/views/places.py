"""Places that lack somebody: vacant posts, and hamlets where nobody is trained."""

from datetime import date

from flask import abort, render_template, request
from flask_babel import gettext as _
from sqlalchemy import Select
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import scope_of
from lms.places.queries import subtree_ids, units_with_ids
from lms.places.rules.naming import full_name
from lms.staffing.formats.untrained_workbook import untrained_workbook
from lms.staffing.forms.places import InUnitForm, UntrainedForm
from lms.staffing.models.untrained import Grain, Untrained
from lms.staffing.queries.vacancies import vacancies, vacancy_count
from lms.staffing.rules.naming_places import named_places
from lms.staffing.rules.uncovered_days import A_DAY
from lms.staffing.rules.untrained_places import untrained_places
from lms.staffing.views import staffing
from lms.standards.queries import requirements_on
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.filters import count
from lms.web.filters import day as written_day
from lms.web.paging import page_of_rows

MONTH_ENDS = {1: 31, 2: 30, 3: 30, 4: 31}  # the last day of each quarter


@staffing.get("/vacant-posts")
@requires(Permission.STAFFING_IMPORT)
def list_vacancies() -> str | tuple[str, int]:
    """The posts that nobody holds today: since when, and who held them last."""
    _note("vacant posts")
    form, today = InUnitForm(request.args), clock.today()
    if not form.validate():
        return render_template("staffing/list_vacancies.html", form=form, page=None), 400
    page = page_of_rows(db.session.execute(vacancies(_scope(form, today), today)).all())
    units = units_with_ids({row.unit_id for row in page.rows})
    return render_template("staffing/list_vacancies.html", form=form, page=page, units=units, today=today)


@staffing.get("/untrained-places")
@requires(Permission.COVERAGE_SEE)
def list_untrained() -> str | tuple[str, int]:
    """The hamlets that had nobody trained on days of a period, and who serves there now."""
    _note("hamlets without anybody trained")
    requirements = requirements_on(clock.today())
    form = UntrainedForm.from_address(requirements)
    if not form.validate():
        return render_template("staffing/list_untrained.html", form=form, page=None), 400
    found = _untrained(form)
    page = page_of_rows(found.places)
    return render_template(
        "staffing/list_untrained.html",
        form=form,
        found=found,
        page=page,
        rows=named_places(page.rows, requirements),
        periods=_periods(clock.today()),
        today=clock.today(),
    )


@staffing.get("/untrained-places.xlsx")
@requires(Permission.COVERAGE_SEE)
def download_untrained() -> Response:
    """The whole list as a workbook."""
    _note("hamlets without anybody trained", exported=True)
    requirements = requirements_on(clock.today())
    form = UntrainedForm.from_address(requirements)
    if not form.validate():
        abort(400)
    found = _untrained(form)
    notes = [full_name(form.found)] if form.found else []
    notes.append(sentence(found))
    if not form.requirement.data:
        notes.append(_("A place counts once for each requirement that was asked there."))
    data = untrained_workbook(named_places(found.places, requirements), notes, serving_heading(found))
    return sent(data, "xlsx", "thon-chua-co-nguoi")


def vacant_posts_of(*, person: Person) -> str:
    """On the start page: how many posts of her units stand vacant."""
    if not person.may(Permission.STAFFING_IMPORT):
        return ""
    today = clock.today()
    scope = scope_of(person, Permission.STAFFING_IMPORT, today)
    number = vacancy_count(scope, today) if scope is not None else 0
    return render_template("staffing/vacancies.html", number=number) if number else ""


@staffing.app_template_filter("untrained_sentence")
def sentence(found: Untrained) -> str:
    """What was found, in one sentence whose numbers add up."""
    words: str = _(
        "From %(first)s to %(last)s: of %(asked)s places, %(places)s had nobody trained on some day "
        "(%(days)s days in all); on the last day there was still nobody in %(open)s of them.",
        first=written_day(found.period[0]),
        last=written_day(found.period[1] - A_DAY),
        asked=count(found.asked),
        places=count(len(found.places)),
        days=count(sum(place.days for place in found.places)),
        open=count(found.open),
    )
    return words


@staffing.app_template_filter("serving_heading")
def serving_heading(found: Untrained) -> str:
    """What stands above those who serve: they are those of the last day counted."""
    last = found.period[1] - A_DAY
    words: str = (
        _("Serves there now")
        if last >= clock.today()
        else _("Served there on %(day)s", day=written_day(last))
    )
    return words


def _untrained(form: UntrainedForm) -> Untrained:
    today = clock.today()
    return untrained_places(_scope(form, today), form.codes, form.period, today, Grain(form.by.data))


def _scope(form: InUnitForm, today: date) -> Select[int]:
    """The units that were asked for, else all that the asker answers for."""
    if form.found:
        return subtree_ids([form.found.id], today)
    scope = scope_of(asker(), form.permission, today)
    return abort(403) if scope is None else scope


def _periods(today: date) -> list[tuple[str, date, date]]:
    """Spans that are asked for often: this year, its quarters so far, the year before."""
    year = today.year
    firsts = [date(year, month, 1) for month in (1, 4, 7, 10) if date(year, month, 1) <= today]
    quarters = [
        (
            _("Quarter %(number)s", number=number),
            first,
            first.replace(month=first.month + 2, day=MONTH_ENDS[number]),
        )
        for number, first in enumerate(firsts, 1)
    ]
    years = [(str(each), date(each, 1, 1), date(each, 12, 31)) for each in (year, year - 1)]
    return [*quarters, *years]


def _note(subject: str, *, exported: bool = False) -> None:
    audit.note_access(asker().id, f"{subject} {request.query_string.decode()}", exported=exported)
    db.session.commit()
