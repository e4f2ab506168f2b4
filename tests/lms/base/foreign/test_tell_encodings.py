"""Texts of the nineties are told by their letters and by the names of their fonts, and converted."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.base.foreign.encodings import Encoding, UnreadableText, decode, recognise
from lms.base.foreign.legacy import Legacy, of_font, to_unicode
from lms.base.foreign.syllables import is_syllable
from tests.factories.importing import to_1258, to_nfd, to_tcvn3, to_vni

TEXT = "Cộng tác viên dân số ở thôn, bản phải báo tin ngay khi thấy trẻ em bị xâm hại. Quyết định 520."
LETTERS = "aáàảãạăắằẳẵặâấầẩẫậeéèẻẽẹêếềểễệiíìỉĩịoóòỏõọôốồổỗộơớờởỡợuúùủũụưứừửữựyýỳỷỹỵđ"


def test_each_way_of_writing_is_told_and_read_alike() -> None:
    written = {
        Encoding.UNICODE: [
            TEXT.encode(),
            to_nfd(TEXT).encode(),
            TEXT.encode("utf-8-sig"),
            TEXT.encode("utf-16"),
        ],
        Encoding.WINDOWS_1258: [to_1258(TEXT)],
        Encoding.TCVN3: [to_tcvn3(TEXT).encode("latin-1"), to_tcvn3(TEXT).encode()],
        Encoding.VNI: [to_vni(TEXT).encode("cp1252"), to_vni(TEXT).encode()],
    }
    for encoding, files in written.items():
        for data in files:
            decoded = decode(data)
            assert (decoded.best.encoding, decoded.best.text, decoded.others) == (encoding, TEXT, ())


def test_utf_16_is_told_without_its_mark() -> None:
    assert decode(TEXT.encode("utf-16-le")).best.text == TEXT
    assert decode(TEXT.encode("utf-16-be")).best.text == TEXT


def test_what_is_not_clear_is_asked_and_the_answer_is_followed() -> None:
    decoded = decode("Naïve café: déjà vu à la carte, crème brûlée.".encode())
    assert decoded.best.encoding is Encoding.UNICODE
    assert {each.encoding for each in decoded.others} == {Encoding.TCVN3, Encoding.VNI}
    told = decode("Naïve café: déjà vu à la carte, crème brûlée.".encode(), Encoding.UNICODE)
    assert (told.best.text, told.others) == ("Naïve café: déjà vu à la carte, crème brûlée.", ())


def test_plain_english_and_an_empty_line_ask_nothing() -> None:
    assert recognise("What is a register? A. A list").others == ()
    assert recognise("").others == ()


def test_it_refuses_what_is_no_text() -> None:
    for data in (bytes(range(256)) * 4, b"\x00\x01\x02\x03\xff" * 50):
        with pytest.raises(UnreadableText):
            decode(data)


def test_fonts_say_how_their_letters_are_written() -> None:
    assert of_font(".VnTime") is Legacy.TCVN3
    assert of_font(".VnTimeH") is Legacy.TCVN3_CAPITALS
    assert of_font("VNI-Times") is Legacy.VNI
    assert of_font("Times New Roman") is Legacy.UNICODE


def test_small_letters_of_a_font_of_capitals_become_capitals() -> None:
    assert to_unicode(to_tcvn3("độc lập"), Legacy.TCVN3_CAPITALS) == "ĐỘC LẬP"


def test_capitals_of_vni_are_read_as_they_are_typed() -> None:
    assert to_unicode("ÑOÄC LAÄP – TÖÏ DO", Legacy.VNI) == "ĐỘC LẬP – TỰ DO"
    assert to_unicode("Ñöôøng Nguyeãn Traõi", Legacy.VNI) == "Đường Nguyễn Trãi"


def test_a_font_of_the_nineties_over_text_of_today_changes_nothing() -> None:
    assert to_unicode("Việt Nam", Legacy.VNI) == "Việt Nam"
    assert to_unicode("Việt Nam", Legacy.TCVN3) == "Việt Nam"


@given(st.text(LETTERS + " bcdghklmnpqrstvx0123456789.,:", min_size=1, max_size=200))
def test_what_was_written_in_an_old_font_is_read_back(text: str) -> None:
    assert to_unicode(to_tcvn3(text), Legacy.TCVN3) == text
    spelled = to_vni(text)
    if not any(sign in "\u0300\u0301\u0303\u0309\u0323" for sign in spelled):
        assert unicodedata.is_normalized("NFC", to_unicode(spelled, Legacy.VNI))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableText):
        assert isinstance(decode(data).best.text, str)


def test_syllables_are_told_from_letters_of_another_encoding() -> None:
    for word in ("nguyễn", "thuyền", "khuỷu", "quyết", "giếng", "ĐƯỢC", "Xã", "ngoằn", "yêu"):
        assert is_syllable(word), word
    for word in ("ViÖt", "ng­êi", "ñöôïc", "thuyềnn", "bặnǵ", "ét­a", "bạtt", "cầc"):
        assert not is_syllable(word), word
