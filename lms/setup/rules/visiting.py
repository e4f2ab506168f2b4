"""A visit to the address that people open, as their phones make it: whether they can trust its certificate,
and for how long. Nothing is asked for or sent; the connection ends with its greeting."""

import enum
import json
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.x509 import load_der_x509_certificate

PATIENCE = 10  # seconds
_NOTE = "address-seen.json"
_ENDED, _OTHER_NAME = 10, 62  # X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_HOSTNAME_MISMATCH of OpenSSL


class Trust(enum.StrEnum):
    """What a phone says of a certificate."""

    GOOD = "good"
    ENDED = "ended"
    OTHER_NAME = "other name"  # it is made out for another address
    UNKNOWN = "unknown"  # nobody known to this machine has signed it


@dataclass(frozen=True)
class Visit:
    """What a visitor was shown."""

    address: str
    trust: Trust
    ends: datetime
    """When the certificate ends."""


def visit(address: str) -> Visit | None:
    """Go to an https address; None where nobody answers, as on a server that cannot reach itself from
    outside."""
    try:
        trust, shown = _greet(address, ssl.create_default_context())
        if shown is None:
            anybody = ssl.create_default_context()
            anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE  # only to read when it ends
            _, shown = _greet(address, anybody)
    except OSError:
        return None
    if not shown:
        return None
    return Visit(address, trust, load_der_x509_certificate(shown).not_valid_after_utc)


def _greet(address: str, context: ssl.SSLContext) -> tuple[Trust, bytes | None]:
    parts = urlsplit(address)
    try:
        with (
            socket.create_connection((parts.hostname or "", parts.port or 443), PATIENCE) as line,
            context.wrap_socket(line, server_hostname=parts.hostname) as safe_line,
        ):
            return Trust.GOOD, safe_line.getpeercert(binary_form=True)
    except ssl.SSLCertVerificationError as error:
        kinds = {_ENDED: Trust.ENDED, _OTHER_NAME: Trust.OTHER_NAME}
        return kinds.get(error.verify_code, Trust.UNKNOWN), None


def keep(seen: Visit, folder: Path) -> None:
    """Note in the folder of the data what was seen, for whichever process is asked."""
    note = {"address": seen.address, "trust": seen.trust, "ends": seen.ends.astimezone(UTC).isoformat()}
    growing = folder / f"{_NOTE}.growing"
    growing.write_text(json.dumps(note), "utf-8")
    growing.replace(folder / _NOTE)


def last_seen(address: str, folder: Path) -> Visit | None:
    """What was seen there last; None where nobody has been there yet."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        note = json.loads((folder / _NOTE).read_text("utf-8"))
        if note["address"] == address:
            return Visit(address, Trust(note["trust"]), datetime.fromisoformat(note["ends"]))
    return None
