"""Setting up who issues certificates."""

from sqlalchemy import select

from certificates.models import Issuer
from certificates.rules.numbering import lock_awards, written_number
from lms.base import audit
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.places.models import Organisation


class IssuerExists(Refusal):
    """There is an issuer with this code."""


def appoint(
    code: str,
    organisation: Organisation,
    *,
    number_pattern: str,
    place: str,
    superior: str = "",
    by: int | None = None,
) -> Issuer:
    """Make an organisation an issuer, which courses name by ``code``.

    Refuses a pattern that writes no number (``BadPattern``) and a code in use (:class:`IssuerExists`).
    """
    written_number(number_pattern, 1, 2026)
    lock_awards()
    if db.session.scalar(select(Issuer).where(Issuer.code == clean(code))):
        raise IssuerExists(message("There is an issuer with the code %(code)s already.", code=code))
    issuer = Issuer(
        code=clean(code),
        organisation_id=organisation.id,
        number_pattern=clean(number_pattern),
        place=clean(place),
        superior=clean(superior),
    )
    db.session.add(issuer)
    db.session.flush()
    audit.record("issuer:appointed", issuer, by=by, facts={"organisation": organisation.id})
    return issuer
