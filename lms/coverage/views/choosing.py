"""What every page of coverage asks first: which unit, which day."""

from datetime import date
from typing import NoReturn

from flask import abort, make_response, render_template

from lms.base import clock
from lms.base.messages import Message
from lms.coverage.forms import CoverageForm
from lms.coverage.rules.choosing import UnknownUnit, top_units, unit_for
from lms.people.models import Person
from lms.places.models import Unit


def day_asked(form: CoverageForm) -> date:
    """The day in the address; today where there is none, or none that can be read."""
    return form.on.data or clock.today()


def unit_asked(form: CoverageForm, asker: Person) -> Unit:
    """The unit in the address, else the one unit that the asker answers for.

    Where the address is wrong, or she answers for several units, the request ends with the page on which she
    chooses among them.
    """
    if not form.validate():
        _choose(form, asker, status=400)
    try:
        if form.unit.data:
            return unit_for(asker, form.unit.data, day_asked(form))
    except UnknownUnit as refusal:
        _choose(form, asker, refusal.message, 404)
    tops = top_units(asker, day_asked(form))
    if len(tops) != 1:
        _choose(form, asker)
    return tops[0]


def _choose(
    form: CoverageForm, asker: Person, sentence: Message | None = None, status: int = 200
) -> NoReturn:
    """End the request with the choice of her units on the day, and what was wrong with the address."""
    day = day_asked(form)
    units = top_units(asker, day)
    page = render_template("coverage/choice.html", form=form, day=day, units=units, sentence=sentence)
    abort(make_response(page, status))
