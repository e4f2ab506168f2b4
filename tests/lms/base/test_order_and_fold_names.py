"""Names are searched without diacritics and listed as a Vietnamese list lists them."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from lms.base.text import clean, clean_block, fold, slug, sort_key

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
words = st.text(LETTERS, min_size=1, max_size=7).map(str.capitalize)
names = st.lists(words, min_size=1, max_size=5).map(" ".join)


def listed(*names: str) -> list[str]:
    return sorted(names, key=sort_key)


def test_a_list_is_ordered_by_given_name_then_by_the_names_before_it() -> None:
    given_order = ["Trần Thị An", "Lê Văn Ánh", "Phạm Thị Bảy", "Đỗ Thị Đào", "Hồ Thị Hòa", "Lê Thị Hòa"]
    assert listed(*given_order[::-1]) == given_order


def test_letters_come_in_the_order_of_the_alphabet() -> None:
    alphabet = ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "u", "ư", "y"]
    assert listed(*alphabet[::-1]) == alphabet


def test_tones_come_in_the_order_of_the_dictionaries() -> None:
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert listed(*tones[::-1]) == tones


def test_the_letters_count_before_any_tone() -> None:
    assert listed("Hạ", "Hai", "Ha") == ["Ha", "Hạ", "Hai"]


def test_a_bar_through_d_is_folded_too() -> None:
    assert fold("  ĐẶNG   Thị Đào ") == "dang thi dao"
    assert slug("Điều kiện: Sổ A0/CTV") == "dieu-kien-so-a0-ctv"


def test_what_looks_empty_or_turns_the_line_around_does_not_enter() -> None:
    assert clean("\u200bNguyễn\u00a0\u202eThị\tMai\x00 ") == "Nguyễn Thị Mai"
    assert clean_block("một\r\nhai\rba") == "một\nhai\nba"


@given(names)
def test_both_normal_forms_are_cleaned_folded_and_ordered_alike(name: str) -> None:
    decomposed = unicodedata.normalize("NFD", name)
    assert clean(decomposed) == clean(name)
    assert fold(decomposed) == fold(name)
    assert sort_key(decomposed) == sort_key(name)


@given(names)
def test_folding_and_cleaning_twice_is_as_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert clean(clean(name)) == clean(name)


@given(names, names)
def test_only_one_name_has_one_key(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one.lower() == other.lower())


@given(st.text(max_size=60))
def test_any_text_can_be_cleaned_folded_and_ordered(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text))
    assert sort_key(text).isascii()
