"""What run.py plugs in of this part."""

from lms.base.database import db
from lms.base.messages import Message, message
from lms.features import Feature
from lms.people.demo import load_demo
from lms.people.founding import FOUNDING
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
    load_demo=load_demo,
)
