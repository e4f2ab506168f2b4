"""A gateway that takes text messages: what its settings say, read and judged. Pure, standard library only."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

ROLES = ("to", "text", "id", "token")
FIELDS_MEANT = "names of fields such as to=Phone,text=Content,id=RequestId,token=ApiKey,from=Brandname:LOP520"

_COMMA = "\0"


@dataclass(frozen=True)
class GatewayFields:
    """How the fields of a gateway's JSON object are called."""

    to: str
    """The number, such as 84912345678."""
    text: str
    id: str | None
    """By which the gateway knows the same message again; None where it has no such field."""
    token: str | None
    """Where the token stands; None: in the header ``Authorization``."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Further fields with what always stands in them; a second key of the gateway may be among them."""

    def filled(self, number: str, text: str, reference: str, token: str | None) -> dict[str, Any]:
        """The object for one message."""
        found = {**dict(self.fixed), self.to: number, self.text: text}
        if self.id:
            found[self.id] = reference
        if self.token and token:
            found[self.token] = token
        return found


@dataclass(frozen=True)
class Taken:
    """By what an answer of the gateway says that it took the message."""

    path: tuple[str, ...]
    """The fields that lead to the word, one inside the other; a number leads into a list."""
    words: tuple[str, ...]

    def word_in(self, answer: bytes) -> str | None:
        """The word that an answer has there; None where it has none."""
        try:
            found = json.loads(answer)
            for name in self.path:
                found = found[int(name)] if isinstance(found, list) else found[name]
        except (ValueError, LookupError, TypeError, RecursionError):
            return None
        if found is None or isinstance(found, dict | list):
            return None
        return json.dumps(found) if isinstance(found, bool) else str(found)


def read_taken(value: str) -> Taken:
    """``CodeResult=100``, or ``data.0.status=ok|queued``: field inside field, then the words that mean yes.

    Raises ``ValueError`` with what is expected, never with what was given.
    """
    path, _, words = value.partition("=")
    taken = Taken(*(tuple(part.strip() for part in each) for each in (path.split("."), words.split("|"))))
    if not all(taken.path) or not all(taken.words):
        raise ValueError("a field of the answer and what it says, such as CodeResult=100 or data.status=ok")
    return taken


def read_fields(value: str) -> GatewayFields:
    """Fields from ``to=Phone,text=Content,id=RequestId,token=ApiKey,from=Brandname:LOP520``: the words
    ``to``, ``text``, ``id`` and ``token`` name a field each, any other word a field and what always stands in
    it. A comma within such a value is written twice.

    Raises ``ValueError`` with what is expected, never with what was given.
    """
    named: dict[str, str] = {}
    fixed: list[tuple[str, str]] = []
    for entry in value.replace(",,", _COMMA).split(","):
        word, _, rest = (part.strip() for part in entry.partition("="))
        field, colon, always = (part.strip() for part in rest.partition(":"))
        if not word or not field or word in named or (word in ROLES) == bool(colon):
            raise ValueError(FIELDS_MEANT)
        if word in ROLES:
            named[word] = field
        else:
            fixed.append((field, always.replace(_COMMA, ",")))
    every = [*named.values(), *(field for field, _ in fixed)]
    if not {"to", "text"} <= named.keys() or len(set(every)) < len(every):
        raise ValueError(FIELDS_MEANT)
    return GatewayFields(named["to"], named["text"], named.get("id"), named.get("token"), tuple(fixed))


def read_gateway(value: str) -> str:
    """The address of a gateway. Raises ``ValueError`` with what is expected, never with what was given."""
    meant = "an address such as https://sms.example.vn/send, without a name and password before the host"
    address = value.strip()
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        raise ValueError(meant) from None
    plain = address.isascii() and address.isprintable() and " " not in address
    if not good or not plain or "@" in parts.netloc or parts.fragment:
        raise ValueError(meant)
    return parts.geturl()


def read_token(value: str) -> str:
    """A token that fits into a header. Raises ``ValueError`` with what is expected."""
    token = value.strip()
    if not (token.isascii() and token.isprintable()):
        raise ValueError("one line of plain letters, digits and signs")
    return token
