"""What phones have not handed in yet, for those who keep the people to whom they belong."""

from datetime import timedelta

from flask import render_template

from lms.account.queries import devices_behind
from lms.base import clock
from lms.people.models import Person
from lms.staffing.queries.rosters import people_served_by
from lms.web.access import Permission

LONG = timedelta(days=7)  # without a word from a phone, so that somebody should ask after it
NAMED_AT_ONCE = 3


def unsent_of_people(*, person: Person) -> str:
    """The slot ``today``: whose phones have things to hand in, as far as they last said, and since when they
    were not heard of."""
    if not person.may(Permission.STAFFING_IMPORT):
        return ""
    people = people_served_by(person, clock.today()).order_by(None).with_only_columns(Person.id)
    behind = devices_behind(people.where(Person.id != person.id))
    if not behind:
        return ""
    return render_template(
        "account/unsent_of_people.html",
        first=behind[:NAMED_AT_ONCE],
        more=behind[NAMED_AT_ONCE:],
        silent_before=clock.now() - LONG,
    )
