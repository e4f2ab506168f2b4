"""When two numbers name the same document, however they were typed."""

from lms.base.text import clean, fold


def number_key(number: str) -> str:
    """A document's number without diacritics, capitals and spaces, every dash a hyphen."""
    return fold(clean(number)).replace(" ", "").replace("–", "-").replace("—", "-")
