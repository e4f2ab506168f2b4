"""Tables of places."""

from lms.places.models.hamlet import Hamlet
from lms.places.models.organisation import Organisation, OrganisationKind
from lms.places.models.succession import Succession, SuccessionKind
from lms.places.models.unit import Unit, UnitKind

__all__ = ["Hamlet", "Organisation", "OrganisationKind", "Succession", "SuccessionKind", "Unit", "UnitKind"]
