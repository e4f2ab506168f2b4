"""Requirements: the list, each with its history and targets, and keeping them."""

from functools import partial

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.places.queries import units_with_ids
from lms.standards.forms.fields import VALIDITIES, EndingForm, role_name
from lms.standards.forms.requirements import RequirementForm
from lms.standards.models import EvidenceKind, Mode, Requirement
from lms.standards.queries import history_of, requirements_kept, targets_of
from lms.standards.rules.asking import ask, ask_otherwise, stop_asking
from lms.standards.rules.fitting import check_change, check_end, check_requirement
from lms.standards.rules.foreseeing import Foreseen, foresee_no_requirement, foresee_requirement
from lms.standards.rules.judging import KIND_NAMES, MODE_NAMES
from lms.standards.rules.proposing import RequirementFacts
from lms.standards.views.blueprint import standards
from lms.standards.views.weighing import weighed
from lms.web.access import Permission, asker, requires, signed_in


@standards.get("/requirements")
@signed_in
def list_requirements() -> str:
    """All that is asked, will be asked and was asked."""
    today = clock.today()
    rows = requirements_kept()
    return render_template(
        "standards/requirements/list_requirements.html",
        open=[each for each in rows if each.valid_until is None or each.valid_until > today],
        over=[each for each in rows if each.valid_until is not None and each.valid_until <= today],
        role_name=role_name,
        today=today,
    )


@standards.get("/requirements/<int:requirement_id>")
@signed_in
def show_requirement(requirement_id: int) -> str:
    """What is asked by one row, what was asked before it under its code, and its targets."""
    requirement = _found(requirement_id)
    targets = targets_of(requirement.code)
    return render_template(
        "standards/requirements/show_requirement.html",
        requirement=requirement,
        history=history_of(requirement.code),
        targets=targets,
        units=units_with_ids({each.unit_id for each in targets if each.unit_id}),
        role_name=role_name,
        validity=VALIDITIES[requirement.validity],
        kinds=[KIND_NAMES[EvidenceKind(each)] for each in requirement.kinds_accepted],
        modes=[MODE_NAMES[Mode(each)] for each in requirement.modes_accepted],
        today=clock.today(),
    )


@standards.route("/requirements/new", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def new_requirement() -> str | Response | tuple[str, int]:
    """Ask something new."""
    form = RequirementForm.of(None)

    def check() -> RequirementFacts:
        check_requirement(form.facts)
        return form.facts

    def write(facts: RequirementFacts) -> Response:
        row = ask(facts, by=asker().id)
        return _written(row.id, gettext("It is asked from %(day)s on.", day=f"{row.valid_from:%d/%m/%Y}"))

    foresee = partial(foresee_requirement, before=None, asker=asker())
    return weighed("new_requirement", form, check, foresee, write)


@standards.route("/requirements/<int:requirement_id>/change", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def change_requirement(requirement_id: int) -> str | Response | tuple[str, int]:
    """Ask something else from a day on."""
    before = _found(requirement_id)
    form = RequirementForm.of(before)

    def check() -> RequirementFacts:
        check_change(before, form.facts)
        check_requirement(form.facts, before)
        return form.facts

    def write(facts: RequirementFacts) -> Response:
        row = ask_otherwise(requirement_id, facts, by=asker().id)
        return _written(row.id, gettext("It is asked from %(day)s on.", day=f"{row.valid_from:%d/%m/%Y}"))

    foresee = partial(foresee_requirement, before=before, asker=asker())
    return weighed("change_requirement", form, check, foresee, write, requirement=before)


@standards.route("/requirements/<int:requirement_id>/end", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def end_requirement(requirement_id: int) -> str | Response | tuple[str, int]:
    """Ask it no longer from a day on."""
    requirement, form = _found(requirement_id), EndingForm()

    def check() -> None:
        check_end(requirement, form.valid_until.data)

    def write(_checked: None) -> Response:
        day = form.valid_until.data
        stop_asking(requirement_id, day, by=asker().id)
        return _written(
            requirement_id, gettext("It is asked no longer from %(day)s on.", day=f"{day:%d/%m/%Y}")
        )

    def foresee(_checked: None) -> Foreseen:
        return foresee_no_requirement(requirement, form.valid_until.data, asker())

    return weighed("end_requirement", form, check, foresee, write, requirement=requirement)


def _written(requirement_id: int, sentence: str) -> Response:
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for("standards.show_requirement", requirement_id=requirement_id), 303)


def _found(requirement_id: int) -> Requirement:
    return db.session.get(Requirement, requirement_id) or abort(404)
