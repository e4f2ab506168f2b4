"""What run.py plugs in of this part."""

from flask import Flask

from lms.base.database import db
from lms.base.marking import init_marking
from lms.base.messages import Message, message
from lms.features import Feature
from lms.people.demo import load_demo
from lms.people.founding import FOUNDING
from lms.people.models import Person
from lms.people.personal import PERSONAL
from lms.people.rules.loading import load_staff_kinds
from lms.people.views import people as records
from lms.people.views import postings
from lms.people.views.blueprint import people
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

__all__ = ["FEATURE", "postings", "records"]  # importing them puts their pages on the blueprint


def load_shipped() -> tuple[Message, ...]:
    """The staff kinds and the levels at which they work."""
    load_staff_kinds()
    db.session.commit()
    return ()


def name_of(person_id: int) -> str:
    """How somebody is called on a file that she takes out: name and code."""
    person = db.session.get(Person, person_id)
    return f"{person.full_name} ({person.code})" if person else str(person_id)


def prepare(app: Flask) -> None:
    """Files with names say who took them."""
    init_marking(app, name_of)


FEATURE = Feature(
    name="lms.people",
    personal=PERSONAL,
    blueprints=[people],
    menu=[
        MenuItem(
            message("People on record"), "people.list_people", Permission.PEOPLE_SEE, 40, MenuGroup.STAFF
        )
    ],
    load_shipped=load_shipped,
    founding=FOUNDING,
    prepare=prepare,
    load_demo=load_demo,
)
