"""Tables of what the law asks."""

from lms.privacy.models.erasure import Basis, Erasure

__all__ = ["Basis", "Erasure"]
