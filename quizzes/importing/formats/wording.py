"""The words by which Vietnamese question lists are told: numbers, letters, keys, explanations, difficulty."""

import re

from lms.base.text import fold

_I = re.IGNORECASE
_NOTE = r"(?:\s*[(\[](?P<note>[^)\]]{1,60})[)\]])?"
QUESTION = re.compile(
    rf"(?:c[âa]u(?:\s+h[ỏo]i)?|question)\s*(?:s[ốo]\s*)?(?P<number>\d{{1,4}}){_NOTE}\s*(?:[.:)/\-–—]+|(?=\s)|$)\s*",
    _I,
)
"""``Câu 12 (NB):``"""
NUMBER = re.compile(rf"(?P<number>\d{{1,4}}){_NOTE}\s*(?:[.):/]|-(?=\s))\s*(?=\D)", _I)
"""``12.``, but not ``1.5``."""
OPTION = re.compile(
    r"(?P<sign>[*✓✔√☑☒✗→➔►]|\[[xX✓*]\]|\([*✓]\))?\s*\(?(?P<letter>[A-Ka-k])(?:\s*[.):/\]]|\s+[-–](?=\s))\s*"
)
"""``B.``, ``*C)``, ``(B)``, ``B - ``, ``[x] D.``"""
LABELLED = re.compile(r"(?P<sign>[*✓✔√])?(?P<letter>[A-Za-z])[.):/]\s*")
"""A letter that Word counts by itself, perhaps from the question before on."""
TICKED = frozenset("*✓✔√☑→➔►")
BULLET = re.compile(r"(?P<sign>[*✓✔√☑☐□✗•○●◦+–−]|-(?=\s)|\[[ xX✓*]?\])\s*")
RIGHT_END = re.compile(
    r"\s*(?:[*✓✔√☑]|(?:<[-=]+|←|⇐)\s*(?:đáp án(?: đúng)?|đúng)"
    r"|\((?:đúng|đáp án(?: đúng)?|x|✓|\*|right|correct)\)|\[(?:x|✓|\*)\])\s*$",
    _I,
)
"""A sign behind an option that it is the right one."""
ANSWER = re.compile(
    r"(?:(?:=>|⇒|→|\*)\s*)?(?:(?:ch[ọo]n\s+)?[đd][áa]p\s*[áa]n(?:\s+(?:[đd][úu]ng|ch[íi]nh\s+x[áa]c))?|[đd]/[áa]|[đd]a(?=\s*[:=]|\s+[A-K]\s*$)"
    r"|[đd]\.?\s?[áa]n|[đd]\.\s?[áa]|(?:ph[ươuo]{2}ng\s+[áa]n|l[ựu]a\s+ch[ọo]n|[ýy]|c[âa]u)\s+(?:tr[ảa]\s+l[ờo]i\s+)?[đd][úu]ng|k[ếe]t\s+qu[ảa](?=\s*:)"
    r"|(?:c[âa]u\s+)?tr[ảa]\s+l[ờo]i|ans(?=\s*[:.=])|answers?|key|correct(?:\s+answer)?)(?P<gap>\s*(?:[:.\-–=]+|l[àa]\b)*)\s*(?:l[àa]\s+)?(?P<value>.*)",
    _I,
)
CHOOSE = re.compile(r"ch[ọo]n\s+(?:[đd][áa]p\s*[áa]n\s+)?(?:l[àa]\s+)?(?P<value>[A-Ka-k])\s*[.:,;]?$", _I)
EXPLANATION = re.compile(
    r"(?:gi[ảa]i\s+th[íi]ch|l[ờo]i\s+gi[ảa]i|h[ướuo]{2}ng\s+d[ẫa]n(?:\s+gi[ảa]i|\s+tr[ảa]\s+l[ờo]i)?"
    r"|ph[ảa]n\s+h[ồo]i|v[ìi]\s+sao|explanation|feedback|rationale)\s*[:.\-–]+\s*(?P<value>.*)",
    _I,
)
LEVEL = re.compile(
    r"(?:m[ứu]c\s+[đd][ộo]|[đd][ộo]\s+kh[óo]|level|difficulty)(?:\s+nh[ậa]n\s+th[ứu]c)?\s*[:\-–]\s*(?P<value>.+)",
    _I,
)
TOPIC = re.compile(r"(?:ch[ủu]\s+[đd][ềe]|chuy[êe]n\s+[đd][ềe]|topic|category)\s*[:\-–]\s*(?P<value>.+)", _I)
HINT = re.compile(r"(?:g[ợo]i\s+[ýy]|hint)\s*[:\-–]\s*(?P<value>.+)", _I)
BASIS = re.compile(r"(?:c[ăa]n\s+c[ứu](?:\s+ph[áa]p\s+l[ýy])?|legal\s+basis)\s*[:\-–]\s*(?P<value>.+)", _I)
KEYS = re.compile(
    r"[-–—*\s]*(?:b[ảa]ng\s+|ph[ầa]n\s+)?(?:[đd][áa]p\s*[áa]n|answer\s*keys?|answers|key|h[ướuo]{2}ng\s+d[ẫa]n\s+(?:gi[ảa]i|ch[ấa]m)"
    r"|l[ờo]i\s+gi[ảa]i)(?:\s+(?:v[àa]|tr[ắa]c|tham|chi|chung|[đd][ềe]|c[âa]u|ph[ầa]n|b[ộo]|h[ướuo]{2}ng)\b.{0,60})?\s*[:.]?[-–—*\s]*$",
    _I,
)
"""A heading under which the keys stand."""
SECTION = re.compile(
    r"(?:ph[ầa]n|ch[ươuo]{2}ng|b[àa]i|m[ụu]c|chuy[êe]n\s+[đd][ềe]|part|section)\s+(?:[IVX]+|\d+|[A-E])\b(?![^.:–\-]*\?)",
    _I,
)
ROMAN = re.compile(r"[IVX]{1,4}\s*[.):]\s*\D")
SEVERAL = re.compile(
    r"ch[ọo]n\s+(?:nhi[ềe]u|c[áa]c|t[ấa]t\s+c[ảa]|hai|ba|\d)\b|nhi[ềe]u\s+(?:[đd][áa]p|l[ựu]a|ph[ươuo]{2}ng)"
    r"|select\s+all|more\s+than\s+one",
    _I,
)
"""What says that several answers are right."""
PAIRED = re.compile(r"\b(?:gh[ée]p|n[ốo]i)\b|\bc[ộo]t\s", _I)
"""What says that things are to be paired."""
STATEMENT_END = re.compile(
    r"(?:\s*[(\[]\s*(?P<in>đúng|sai|đ|s|true|false|t|f)\s*[)\]]"
    r"|\s*[–\-:…_]+[\s.…_]*(?P<out>đúng|sai|đ|s)|(?:\s*\.{3,}\s*|\s{2,})(?P<dots>đúng|sai|đ|s))\s*\.?$",
    _I,
)
"""``… (Đ)``, ``… – Sai``"""
LETTERS = re.compile(r"[A-Ka-k](?:\s*(?:[,;/+&]|v[àa]|and|\s)\s*[A-Ka-k])*")
IN_EXPLANATION = re.compile(
    r"(?i:ch[ọo]n|[đd][áa]p\s*[áa]n(?:\s+[đd][úu]ng)?(?:\s+l[àa])?)\s*:?\s+(?P<value>[A-K])\b(?![\w’'])"
)

_TRUE = frozenset({"dung", "d", "true", "t", "yes", "right"})
_FALSE = frozenset({"sai", "s", "false", "f", "no", "wrong"})
_LEVELS = {
    "nb": "nhận biết",
    "nhan biet": "nhận biết",
    "biet": "nhận biết",
    "de": "nhận biết",
    "easy": "nhận biết",
    "th": "thông hiểu",
    "thong hieu": "thông hiểu",
    "hieu": "thông hiểu",
    "trung binh": "thông hiểu",
    "medium": "thông hiểu",
    "vd": "vận dụng",
    "van dung": "vận dụng",
    "vdt": "vận dụng",
    "van dung thap": "vận dụng",
    "kho": "vận dụng",
    "hard": "vận dụng",
    "vdc": "vận dụng cao",
    "van dung cao": "vận dụng cao",
    "rat kho": "vận dụng cao",
}
_PAIR = re.compile(
    r"(?:c[âa]u\s*)?(?P<number>\d{1,4})\s*[.\-:)=/–→]*\s*"
    r"(?P<value>đúng|sai|[A-K](?:\s*,\s*[A-K](?![\w.)]))*|[ĐSđs])(?=$|[\s,;.|])[\s,;.|]*",
    _I,
)

POINTS = re.compile(r"[\d,.]+\s*(?:điểm|đ|pts?|points?)", _I)
"""How many points a question is worth, which is decided here otherwise."""
_CHOSEN = re.compile(
    r"^(?:ch[ọo]n\s+)?(?:[đd][áa]p\s*[áa]n\s*)?(?:đúng\s+)?(?:là\s+)?[:\s]*(?=[A-Ka-k]\b|đúng|sai)", _I
)
_KEY = re.compile(
    r"(?P<key>[A-K](?:\s*(?:,|;|&|và)\s*[A-K](?!\w))*|đúng|sai)(?:\s*[.:;,)–\-]+\s*|\s+(?=vì\b)|\s*$)(?P<rest>.*)",
    _I,
)
_BECAUSE = re.compile(r"^(?:giải thích|vì)\s*[:.]\s*", _I)


def level_of(text: str) -> str | None:
    """The degree of difficulty that a word names; None for other words."""
    return _LEVELS.get(fold(text).strip(" .:"))


def truth_of(text: str) -> bool | None:
    """Whether a word says true or false; None for other words."""
    word = fold(text).strip(" .:;")
    return True if word in _TRUE else False if word in _FALSE else None


def letters_in(text: str) -> frozenset[str] | None:
    """The letters of a key such as ``B``, ``A, C`` or ``a và c``; None for other words."""
    bare = text.strip().strip("()[]/.;: ")
    if re.fullmatch(r"[A-H]{2,6}", bare) and list(bare) == sorted(set(bare)):
        return frozenset(bare)
    if not LETTERS.fullmatch(bare):
        return None
    return frozenset(sign.upper() for sign in re.findall(r"(?<!\w)[A-Ka-k](?!\w)", bare))


def pairs_in(text: str) -> list[tuple[int, str]]:
    """The keys of a line such as ``1.B 2.C 3-A``; empty where the line says anything else."""
    found, at = [], 0
    text = text.strip(" \t|;,.")
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None:
            return []
        found.append((int(pair["number"]), pair["value"]))
        at = pair.end()
    return found


def key_and_rest(text: str) -> tuple[str, str]:
    """A key at the beginning of words and what follows it: ``B. Vì …`` gives B; two empty texts without."""
    bare = _CHOSEN.sub("", text, count=1)
    found = _KEY.match(bare)
    return (found["key"], _BECAUSE.sub("", found["rest"], count=1)) if found else ("", "")


def said_after(pattern: re.Pattern[str], text: str) -> str | None:
    """What a line says behind a word at its beginning; None where the word does not stand there."""
    found = pattern.match(text)
    return found["value"].strip() if found else None
