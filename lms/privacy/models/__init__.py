"""Tables of what the law asks."""

from lms.privacy.models.data_request import DataRequest, Outcome, Wanted
from lms.privacy.models.erasure import Basis, Erasure

__all__ = ["Basis", "DataRequest", "Erasure", "Outcome", "Wanted"]
