"""What the health page says of certificates."""

from certificates.queries import issuers, undrawn
from lms.base.health import Finding, Health
from lms.base.messages import message


def papers() -> Finding:
    """Whether every approved certificate has its paper."""
    about, number = message("Certificates"), len(undrawn())
    if number:
        sentence = message("%(number)s approved certificates have no paper yet.", number=number)
        advice = message("They are drawn within minutes; if not, look at the job certificates:issue.")
        return Finding(about, Health.WATCH, sentence, advice)
    if not issuers():
        sentence = message("Nobody is set up to issue certificates.")
        advice = message("Appoint an issuer: flask --app run certificates appoint.")
        return Finding(about, Health.WATCH, sentence, advice)
    return Finding(about, Health.GOOD, message("Every approved certificate has its paper."))
