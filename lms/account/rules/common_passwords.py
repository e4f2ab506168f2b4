"""Passwords that whoever guesses tries first: one common word with figures or signs around it, runs, dates.

What is tested is first the shape, not the signs that are in it: any sign may stand in a password, and a short
sentence of several words passes. Then whether it is made of one of the 20,000 passwords that were found most
often in breaches: ``data/stolen.bin`` holds the first four bytes of the SHA-256 of the core of each
(:func:`core_of`), sorted; NOTICE says whose list it was. One password in 600,000 is refused by chance.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from lms.base.text import fold

WORDS = frozenset(
    """
    abc abcd abcde abcdef admin administrator access account angel asdf asdfgh baby bailey banana batman blink
    butterfly buster changeme charlie cheese chelsea chocolate computer cookie default dragon family flower
    football forever friend friends ginger google guest hannah hello helpme hockey hunter iloveyou iloveu
    internet jasmine jennifer jessica jesus jordan killer letmein liverpool login love loveme lovely lovers
    manager master matrix michael michelle monkey mustang naruto nicole ninja nothing office orange passw pass
    password passwd pokemon princess private qaz qazwsx qwe qwer qwert qwerty qwertyui qwertyuiop queen
    rainbow robert samsung secret service shadow soccer spider starwars summer sunshine superman support
    system
    temp test tester tigger trustno unknown user victoria welcome whatever windows winner winter wordpass
    zaq zxc zxcv zxcvbn zxcvbnm
    anhyeu anhyeuem emyeuanh yeuem yeuanh yeumai yeunhau yeuthuong toiyeu toiyeuem matkhau matkhaumoi
    khongbiet khongco vietnam vietnamvodich vodich hanoi haiphong danang saigon hochiminh bacho hoangsa
    truongsa giadinh hanhphuc maimai conyeu meyeu bome chamet caocap taikhoan dangnhap quantri quantrivien
    nguyen nguyenvan nguyenthi tranvan tranthi levan lethi phamvan phamthi hoang minh anhanh tuan thanh huong
    phuong quynh trang linh ngoc thuy hung dung cuong duong khanh
    """.split()  # noqa: SIM905 — a list to read
)
"""Words of which a password must not consist alone, without signs and spaces, in letters without marks."""

OF_THIS_PLACE = frozenset(
    """
    lop danso dansotreem treem congtacvien congtacviendanso vienchuc vienchucdanso tramyte soyte boyte
    chicuc chicucdanso trungtamyte benhvien yte suckhoe kehoachhoagiadinh dskhhgd baovetreem giangvien hocvien
    """.split()  # noqa: SIM905 — a list to read
)
"""The same of words that everybody in this work thinks of first: the product, the work, the offices."""

_STANDS_FOR = str.maketrans("013457@$!", "oieastasi")
_ROWS = (
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb",
)
_DATE = re.compile(
    r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d|(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
)
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SHORTEST_RUN = 4
_SHORTEST_CORE = 5
_BYTES = 4
STOLEN = Path(__file__).parents[1] / "data" / "stolen.bin"


def is_common(password: str) -> bool:
    """Whether a password is among those that are tried first, whatever letters are large or carry marks."""
    plain = fold(password)
    signs = re.sub(r"[\W_]", "", plain)
    if _is_of_words(plain) or _is_of_runs(signs) or _DATE.fullmatch(signs) is not None or not signs:
        return True
    return _digest(core_of(password)) in _stolen()


def core_of(password: str) -> str:
    """What stays of a password without marks, capitals, and the figures and signs around its word, around
    which whoever guesses puts others. Where that is less than five letters, all its letters and figures.
    """
    plain = fold(password)
    core = re.sub(r"[\W_]", "", _EDGES.sub("", plain))
    return core if len(core) >= _SHORTEST_CORE else re.sub(r"[\W_]", "", plain)


def packed(cores: Iterable[str]) -> bytes:
    """The bytes of ``stolen.bin`` for these cores."""
    return b"".join(sorted({_digest(each) for each in cores}))


@cache
def _stolen() -> frozenset[bytes]:
    content = STOLEN.read_bytes()
    return frozenset(content[start : start + _BYTES] for start in range(0, len(content), _BYTES))


def _digest(core: str) -> bytes:
    return hashlib.sha256(core.encode()).digest()[:_BYTES]


def _is_of_words(plain: str) -> bool:
    """One word, or one word again and again, with figures and signs before and after it."""
    word = _EDGES.sub("", plain)
    for text in (word, word.translate(_STANDS_FOR), _EDGES.sub("", plain.translate(_STANDS_FOR))):
        core = re.sub(r"[\W_]", "", text)
        once = core[: (core + core).find(core, 1)] if core else ""
        if {core, once} & (WORDS | OF_THIS_PLACE):
            return True
    return False


def _is_of_runs(signs: str) -> bool:
    """A few signs again and again, or keys that stand side by side."""
    if signs and len(signs[: (signs + signs).find(signs, 1)]) <= _SHORTEST_RUN < len(signs):
        return True
    rest = signs
    for row in (each for line in _ROWS for each in (line, line[::-1])):
        for length in range(len(row), _SHORTEST_RUN - 1, -1):
            for start in range(len(row) - length + 1):
                rest = rest.replace(row[start : start + length], "")
    return bool(signs) and len(rest) <= 2
