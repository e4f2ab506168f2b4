"""A message as a text message: what it is about and where to read it."""

from lms.base.text import clean, unaccented
from lms.outbox.models import MessageOut

PLAIN = 160  # signs of the GSM alphabet that one text message holds
LONGEST_GIVEN = 12  # signs of a name
ACCENTED = 70  # signs beyond it
_NOT_GSM = str.maketrans(
    {
        **dict.fromkeys("[{", "("),
        **dict.fromkeys("]}", ")"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’`", "'"),
        **dict.fromkeys("–—", "-"),
        **dict.fromkeys("^~|\\", " "),
        "…": "...",
    }
)
"""Signs outside the GSM alphabet, or that count twice there."""


def as_text(message: MessageOut, public_url: str, *, accents: bool, whom: str = "") -> str:
    """The subject, cut at a word, and the address of the product, so that one text message holds them. What
    the message says stays in the inbox: a phone may lie open.

    ``whom``: the full name of who is meant, where several share the phone; her given name is told.
    """
    given = _short(clean(whom).rpartition(" ")[2])[:LONGEST_GIVEN]
    name, subject, most = f"Lớp 520, {given}: " if given else "Lớp 520: ", clean(message.subject), ACCENTED
    if not accents:
        name, subject, most = f"{_plain(name)} ", _plain(subject), PLAIN
    subject = _short(subject)
    ending = f" {public_url}" if public_url else ""
    return f"{name}{_cut(subject, most - len(name) - len(ending))}{ending}"


def _short(text: str) -> str:
    return "".join(sign for sign in text if sign <= "\uffff")  # others count twice


def _plain(text: str) -> str:
    return clean(unaccented(text).translate(_NOT_GSM).encode("ascii", "ignore").decode())


def _cut(text: str, most: int) -> str:
    """As many whole words as ``most`` signs hold; a word that is longer is cut within."""
    if len(text) <= most:
        return text
    if most < len("..."):
        return ""
    words, space, _ = text[: most - 2].rpartition(" ")
    return f"{words if space else text[: most - 3]}..."
