"""Whether a word could be Vietnamese, by how syllables are built: a beginning, a vowel, an end, one tone."""

import re
import unicodedata
from functools import lru_cache

_BEGINNING = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_OPEN = (
    "a|e|ê|i|o|ô|ơ|u|ư|y|ia|ua|ưa|ya|oa|oe|uê|uơ|uy|uya|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi|ơi|ui|ưi"
    "|ưu|uôi|ươi|ươu|oai|oao|oay|oeo|uây|uyu|uêu|uao|uai|uay|ueo|uâ|iê|yê|uô|ươ"
)
_CLOSED = "(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|iê|yê|uô|ươ|oa|oă|oe|oo|uâ|uê|uy|uyê|ua|uă|ue)(?:ch|c|m|ng|nh|n|p|t)"
_SYLLABLE = re.compile(f"{_BEGINNING}(?:{_OPEN}|{_CLOSED})")
_STOPPED = re.compile(r"(?:ch|[cpt])$")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u0323\u00ad][^\W\d_]*)*")


def share_of_syllables(text: str) -> tuple[int, int]:
    """How many of the words that hold a sign beyond ASCII could be Vietnamese, and how many such words
    there are: the others say nothing about the encoding."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)), len(words)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word is built as a syllable of Vietnamese is."""
    if word != word.upper() and word[1:] != word[1:].lower():
        return False  # a capital within a word: letters of another encoding
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in parts if sign in _TONES]
    bare = unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.search(bare) or tones == ["\u0301"] or tones == ["\u0323"]
