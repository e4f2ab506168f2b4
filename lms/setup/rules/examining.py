"""Whether an installation has an address of its own, as certificates and letters need it, and how what
stands beside it does: the certificate of that address, a proxy in front, the scanner for viruses."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from lms.base.clock import VIETNAM
from lms.base.health import Finding, Health
from lms.base.messages import Message, message
from lms.config import LOOPBACK, Config
from lms.setup.rules.visiting import Trust, Visit

SOON = timedelta(days=14)  # what renews itself has done so by then: Caddy and certbot begin 30 days ahead
AT_ONCE = timedelta(days=3)
_RENEW = message(
    "It was not renewed by itself: docs/deploying.md says what to do, under “Chứng chỉ đã hết hạn”."
)
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


def certificate_of(seen: Visit, now: datetime) -> Finding:
    """What to say of the certificate of the address."""
    about, left = message("Address"), seen.ends - now
    told = {"address": seen.address, "day": seen.ends.astimezone(VIETNAM).strftime("%d/%m/%Y")}
    if left <= timedelta(0):
        sentence = message(
            "The certificate of %(address)s ended on %(day)s: phones refuse to open it.", **told
        )
        return Finding(about, Health.BAD, sentence, _RENEW)
    if seen.trust is not Trust.GOOD:
        return Finding(about, Health.BAD, *_distrusted(seen))
    if left < SOON:
        sentence = message("The certificate of %(address)s ends on %(day)s.", **told)
        return Finding(about, Health.BAD if left < AT_ONCE else Health.WATCH, sentence, _RENEW)
    sentence = message("People open %(address)s; its certificate holds until %(day)s.", **told)
    return Finding(about, Health.GOOD, sentence)


def _distrusted(seen: Visit) -> tuple[Message, Message]:
    if seen.trust is Trust.OTHER_NAME:
        return (
            message("What answers at %(address)s has the certificate of another name.", address=seen.address),
            message("Have a certificate made out for this very name, or let the name lead to this server."),
        )
    return (
        message("This server does not trust the certificate of %(address)s.", address=seen.address),
        message(
            "Phones refuse it, too, unless they know who signed it. Take one of an authority that every "
            "phone knows, with all certificates between (fullchain.pem)."
        ),
    )


def scanner_of(command: Sequence[str] | None, *, failed: bool) -> Finding:
    """What to say of the scanner for viruses; ``failed`` says that it did not answer when it was tried."""
    about = message("Scanner for viruses")
    if not command:
        return Finding(about, Health.GOOD, message("None is named: files are looked at for what acts only."))
    if not failed:
        return Finding(about, Health.GOOD, message("Every file that is sent in is looked over."))
    return Finding(
        about,
        Health.BAD,
        message("It does not answer as it should, so no file is taken."),
        message("Start it again on the server, or look at VIRUS_SCAN in the settings file."),
    )


def proxies_of(config: Config, *, is_unnamed: bool, is_passed_by: bool) -> Finding:
    """What to say of PROXIES: whoever guesses passwords is counted by her address. ``is_unnamed`` and
    ``is_passed_by`` say what was seen of requests: :class:`lms.web.proxies.Road`."""
    about = message("Proxy in front")
    has_https = config.is_production and (config.public_url or "").startswith("https:")
    if not config.proxies and (is_unnamed or has_https):
        return Finding(
            about,
            Health.BAD,
            message(
                "A proxy stands in front, but PROXIES is 0: everybody counts as one, and wrong passwords of"
                " some keep the others out."
            ),
            message("Set PROXIES in the settings file to the number of proxies, mostly 1, and start again."),
        )
    if is_passed_by:
        return Finding(
            about,
            Health.WATCH,
            message("Requests came past the proxy, or it does not say from where: nobody knows who asks."),
            message(
                "Let the proxy write X-Forwarded-For, and let nobody else reach the port: docs/deploying.md."
            ),
        )
    if not config.proxies:
        return Finding(about, Health.GOOD, message("None is set, and none was seen."))
    return Finding(about, Health.GOOD, message("It says from where people ask."))
