"""All exercises that people answered: which of them needs a look first."""

from dataclasses import dataclass

from flask import render_template

from lms.base import clock
from lms.web.access import Permission, requires
from lms.web.i18n import language
from lms.web.paging import page_of_rows
from quizzes.analysis.forms import QuestionForm
from quizzes.analysis.models import FEW, Overall
from quizzes.analysis.queries import overall
from quizzes.analysis.views.asking import asked
from quizzes.analysis.views.blueprint import analysis
from quizzes.exercise.graph import Kind
from quizzes.queries.exercises import newest_versions


@dataclass(frozen=True)
class Row:
    """An exercise in the list."""

    code: str
    title: str
    kind: Kind
    overall: Overall

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered it to show more than that."""
        return self.overall.people >= FEW


@analysis.get("/analysis")
@requires(Permission.EXERCISES_WRITE)
def overview() -> str:
    """Every exercise with how it did, those first on which all together lose most."""
    form = asked(QuestionForm)
    found = {each.exercise_id: each for each in overall(form.question(), clock.today())}
    rows = [
        Row(version.exercise.code, version.text(language()).title, version.kind, found[version.exercise_id])
        for version in newest_versions()
        if version.exercise_id in found
    ]
    rows.sort(key=lambda row: (not row.is_shown, -row.overall.lost, row.code))
    return render_template("analysis/overview.html", form=form, page=page_of_rows(rows), few=FEW)
