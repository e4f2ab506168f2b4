"""People whom an officer helps to learn."""

from lms.base.database import db
from lms.people.models import Person
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import small_country


def two_communes() -> dict[str, Person]:
    """Lan and Huệ of Tam Dương, their officer Mai, and Cúc of another commune; committed."""
    places = small_country()
    found = {
        "lan": make_collaborator(places.tam_duong),
        "hue": make_collaborator(places.tam_duong, "Ngô Thị Huệ"),
        "mai": make_officer(places.tam_duong),
        "cuc": make_collaborator(places.hoi_thinh, "Bùi Thị Cúc"),
    }
    db.session.commit()
    return found
