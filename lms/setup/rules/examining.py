"""Whether an installation has an address of its own, as certificates and letters need it."""

from urllib.parse import urlsplit

from lms.base.health import Finding, Health
from lms.base.messages import message
from lms.config import LOOPBACK, Config

_ADVICE = message("Set PUBLIC_URL in the settings file to the address that people open, and start again.")


def address_of(config: Config) -> Finding:
    """What to say of PUBLIC_URL: it stands in QR codes that last for years."""
    about = message("Address")
    if not config.is_production:
        return Finding(about, Health.GOOD, message("This is a demonstration: any address will do."))
    if not config.public_url:
        sentence = message("No address is set: links, letters and QR codes name whatever host was asked for.")
        return Finding(about, Health.BAD, sentence, _ADVICE)
    parts = urlsplit(config.public_url)
    if parts.hostname in LOOPBACK:
        sentence = message("The address leads to this machine only: nobody else can open links and QR codes.")
        return Finding(about, Health.BAD, sentence, _ADVICE)
    if parts.scheme != "https":
        sentence = message("The address is not https: passwords travel open, and phones keep no lessons.")
        return Finding(
            about, Health.WATCH, sentence, message("Put a proxy with https in front: docs/deploying.md.")
        )
    return Finding(about, Health.GOOD, message("People open %(address)s.", address=config.public_url))
