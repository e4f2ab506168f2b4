"""What every page of coverage asks first: which unit, which day."""

from datetime import date

from flask import render_template

from lms.base import clock
from lms.base.messages import Message
from lms.coverage.forms import CoverageForm
from lms.coverage.rules.choosing import top_units, unit_for
from lms.people.models import Person
from lms.places.models import Unit


def day_asked(form: CoverageForm) -> date:
    """The day in the address; today where there is none, or none that can be read."""
    return form.on.data or clock.today()


def unit_asked(form: CoverageForm, asker: Person) -> Unit | None:
    """The unit in the address, else the one unit that the asker answers for; None where she must choose.

    Raises ``UnknownUnit`` for a unit that is not there on that day, or not hers.
    """
    day = day_asked(form)
    if form.unit.data:
        return unit_for(asker, form.unit.data, day)
    tops = top_units(asker, day)
    return tops[0] if len(tops) == 1 else None


def choice(
    form: CoverageForm, asker: Person, sentence: Message | None = None, status: int = 200
) -> tuple[str, int]:
    """The page on which she chooses among her units of the day, with what was wrong with the address."""
    day = day_asked(form)
    page = render_template(
        "coverage/choice.html", form=form, day=day, units=top_units(asker, day), sentence=sentence
    )
    return page, status
