"""Targets of requirements: setting, changing and ending them."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.standards.forms.fields import EndingForm
from lms.standards.forms.targets import TargetForm
from lms.standards.models import Requirement, Target
from lms.standards.rules.fitting import check_change, check_end, check_target
from lms.standards.rules.foreseeing import Foreseen, foresee_target
from lms.standards.rules.proposing import TargetFacts
from lms.standards.rules.targeting import aim, aim_otherwise, stop_aiming
from lms.standards.views.blueprint import standards
from lms.standards.views.weighing import weighed
from lms.web.access import Permission, asker, requires


@standards.route("/requirements/<int:requirement_id>/targets/new", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def new_target(requirement_id: int) -> str | Response | tuple[str, int]:
    """Set a target for a requirement."""
    requirement = db.session.get(Requirement, requirement_id) or abort(404)
    form = TargetForm.of(requirement)

    def check() -> TargetFacts:
        facts = form.facts_for(requirement_id)
        check_target(facts)
        return facts

    def write(facts: TargetFacts) -> Response:
        aim(facts, by=asker().id)
        return _written(requirement_id, gettext("The target was saved."))

    return weighed("new_target", form, check, _foreseen, write, requirement=requirement)


@standards.route("/targets/<int:target_id>/change", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def change_target(target_id: int) -> str | Response | tuple[str, int]:
    """Set a target otherwise from a day on."""
    before = _found(target_id)
    requirement = before.requirement
    form = TargetForm.of(requirement, before)

    def check() -> TargetFacts:
        facts = form.facts_for(requirement.id)
        check_change(before, facts)
        check_target(facts, before)
        return facts

    def write(facts: TargetFacts) -> Response:
        aim_otherwise(target_id, facts, by=asker().id)
        return _written(facts.requirement_id, gettext("The target was saved."))

    return weighed("change_target", form, check, _foreseen, write, requirement=requirement, target=before)


@standards.route("/targets/<int:target_id>/end", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def end_target(target_id: int) -> str | Response | tuple[str, int]:
    """End a target."""
    target, form = _found(target_id), EndingForm()
    requirement = target.requirement

    def check() -> None:
        check_end(target, form.valid_until.data)

    def write(_checked: None) -> Response:
        row = stop_aiming(target_id, form.valid_until.data, by=asker().id)
        return _written(row.requirement_id, gettext("The target was ended."))

    return weighed(
        "end_target",
        form,
        check,
        lambda _: Foreseen(form.valid_until.data),
        write,
        requirement=requirement,
        target=target,
    )


def _foreseen(facts: TargetFacts) -> Foreseen:
    return foresee_target(facts, asker())


def _written(requirement_id: int, sentence: str) -> Response:
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for("standards.show_requirement", requirement_id=requirement_id), 303)


def _found(target_id: int) -> Target:
    return db.session.get(Target, target_id) or abort(404)
