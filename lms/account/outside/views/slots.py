"""What this part puts into pages of others; nothing where there is no other house."""

from flask import render_template, request

from lms.account.outside.queries import link_of
from lms.account.outside.views.loading import asking
from lms.people.models import Person
from lms.web.access import Permission, asker


def fill_sign_in(**_context: object) -> str:
    """On the page of signing in: the button of the other house."""
    there = asking()
    if there is None:
        return ""
    return render_template(
        "outside/sign_in_button.html", name=there.house.name, next_page=request.args.get("next")
    )


def fill_account(**_context: object) -> str:
    """On the page of one's account: the way to one's link."""
    there = asking()
    return render_template("outside/way_to_link.html", name=there.house.name) if there else ""


def fill_person(person: Person, **_context: object) -> str:
    """On the page of a person, for administrators: her link."""
    there = asking()
    link = link_of(person.id, there.house.issuer) if there else None
    if there is None or link is None or not asker().may(Permission.SYSTEM_ADMINISTER):
        return ""
    return render_template("outside/link_of_person.html", name=there.house.name, person=person, link=link)
