"""Vietnamese letters as fonts of the nineties wrote them: TCVN3 (ABC, fonts ``.VnTime``) and VNI
(``VNI-Times``).

Both put Vietnamese letters in the places of Western European ones: TCVN3 one sign for each letter, its
capitals in fonts of their own (``.VnTimeH``); VNI a plain letter and behind it a sign for its marks.
Sources: TCVN 5712:1993 (VN3); the table of VNI-Windows.
"""

import enum
import re
import unicodedata

_TONES = {"": "", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï"}

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)


def _vni() -> dict[str, str]:
    """Every letter of VNI, of one sign or two, with what it stands for."""
    circumflex = dict(zip("âấầẩẫậ", "âáàåãä", strict=True))
    breve = dict(zip("ăắằẳẵặ", "êéèúüë", strict=True))
    pairs: dict[str, str] = {}
    for plain, marked in (("a", "â"), ("e", "ê"), ("o", "ô")):
        for letter, sign in circumflex.items():
            pairs[plain + sign] = letter.replace("â", marked) if letter == "â" else _moved(letter, marked)
    pairs |= {"a" + sign: letter for letter, sign in breve.items()}
    for plain, letter in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        for mark, sign in _TONES.items():
            if sign:
                pairs[plain + sign] = unicodedata.normalize("NFC", letter + mark)
    pairs |= {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    capitals = {sign.upper(): letter.upper() for sign, letter in pairs.items()}
    mixed = {sign[0].upper() + sign[1:]: letter.upper() for sign, letter in pairs.items() if len(sign) == 2}
    return pairs | mixed | capitals


def _moved(letter: str, base: str) -> str:
    """The tone of ``letter`` on another base: ấ and ê give ế."""
    tone = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark in _TONES and mark)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", base) + tone)


_VNI = _vni()
_VNI_SIGNS = frozenset(key[1] for key in _VNI if len(key) == 2)
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


class Legacy(enum.StrEnum):
    """How letters were put into signs."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3-capitals"
    """A font whose small letters look like capitals."""
    VNI = "vni"


def of_font(name: str) -> Legacy:
    """How the letters of a font are put into signs, by its name."""
    folded = name.strip().casefold()
    if folded.startswith(".vn"):
        return Legacy.TCVN3_CAPITALS if folded.endswith("h") else Legacy.TCVN3
    return Legacy.VNI if folded.startswith("vni") else Legacy.UNICODE


def to_unicode(text: str, legacy: Legacy) -> str:
    """Text in normal form; what is Unicode already stays as it is, whatever its font is called."""
    if legacy is Legacy.UNICODE or any(_is_vietnamese(sign) for sign in text):
        return unicodedata.normalize("NFC", text)
    if legacy is Legacy.VNI:
        return _VNI_PATTERN.sub(lambda found: _VNI[found.group()], text)
    converted = text.translate(_TCVN3_TABLE)
    return converted.upper() if legacy is Legacy.TCVN3_CAPITALS else converted


def goes_on(text: str, legacy: Legacy) -> bool:
    """Whether the first sign of a text belongs to the last letter of the text before it."""
    first = text[:1]
    if not first:
        return False
    return unicodedata.combining(first) > 0 or (legacy is Legacy.VNI and first in _VNI_SIGNS)


def _is_vietnamese(sign: str) -> bool:
    """Whether a sign is a letter of Vietnamese that Western Europe does not have, or a mark upon one."""
    return "\u1ea0" <= sign <= "\u1ef9" or sign in "ăĂđĐĩĨũŨơƠưƯ\u0300\u0301\u0303\u0309\u0323"
