"""Tables of places."""

from lms.places.models.hamlet import Hamlet, HamletSuccession
from lms.places.models.organisation import Organisation, OrganisationKind
from lms.places.models.succession import Succession, SuccessionKind
from lms.places.models.unit import Unit, UnitKind

__all__ = [
    "Hamlet",
    "HamletSuccession",
    "Organisation",
    "OrganisationKind",
    "Succession",
    "SuccessionKind",
    "Unit",
    "UnitKind",
]
