"""What is said of marks and results; the message to who was observed, Vietnamese whatever language the
observer has chosen."""

from typing import NamedTuple

from flask_babel import force_locale
from flask_babel import gettext as _

from courses.practice.checklist.shape import Item, Mark, judge
from courses.practice.models import Apart, Observation, Way
from lms.base.messages import Message, message

LANGUAGE = "vi"

MARKS: dict[Mark, Message] = {
    Mark.RIGHT: message("Done rightly"),
    Mark.WRONG: message("Done, not yet rightly"),
    Mark.MISSED: message("Not done"),
}
"""What each mark is called."""

WAYS: dict[Way, Message] = {
    Way.PHONE: message("signed on the phone"),
    Way.FORM: message("signed on the page"),
    Way.PAPER: message("entered from paper"),
}
"""How an observation came in."""

APART: dict[Apart, Message] = {
    Apart.REVOKED: message("The phone had been signed out for good before it sent this."),
    Apart.NOT_ENTITLED: message(
        "On that day the observer did not hold what the checklist shows, or did not answer for the person."
    ),
}
"""Why an observation was kept apart."""


class Told(NamedTuple):
    """A message to her."""

    subject: str
    text: str


def to_do_better(observation: Observation, language: str) -> list[tuple[Item, Mark]]:
    """The items that were not right: the musts first."""
    sheet = observation.version.sheet(language)
    pairs = zip(sheet.items, observation.read_marks(), strict=True)
    open_items = [(item, mark) for item, mark in pairs if mark is not Mark.RIGHT]
    return sorted(open_items, key=lambda pair: not pair[0].must)


def observed(observation: Observation) -> Told:
    """How it went, and what to do better."""
    title, observer = observation.version.title_vi, observation.observer.full_name
    with force_locale(LANGUAGE):
        verdict = judge(observation.version.sheet(LANGUAGE), observation.read_marks())
        lines = [
            _("%(name)s looked on at “%(title)s”: passed.", name=observer, title=title)
            if verdict.passed
            else _("%(name)s looked on at “%(title)s”: not yet passed.", name=observer, title=title)
        ]
        better = to_do_better(observation, LANGUAGE)
        if better:
            lines.append(_("To do better next time:"))
            lines += [f"– {item.text}" + (f" {item.advice}" if item.advice else "") for item, _mark in better]
        return Told(_("Result of observed practice: %(title)s", title=title), "\n".join(lines))
