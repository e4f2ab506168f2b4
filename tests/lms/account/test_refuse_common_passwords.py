"""Passwords that everybody tries first are refused; sentences and strange signs pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.account.rules.choosing_passwords import SHORTEST, UnfitPassword, check_password
from lms.account.rules.common_passwords import OF_THIS_PLACE, STOLEN, WORDS, core_of, is_common, packed
from lms.people.models import Person

COMMON = [
    "password",
    "Password1!",
    "p@ssw0rd",
    "P4SSW0RD2026",
    "123456789",
    "87654321",
    "qwertyuiop",
    "qwerty123",
    "1qaz2wsx",
    "asdfghjkl;",
    "abcd1234",
    "iloveyou",
    "Anh yêu em",
    "anhyeuem123",
    "Mật khẩu 1",
    "matkhau@123",
    "Việt Nam 2026",
    "11111111",
    "12121212",
    "abcabcabc",
    "01011990",
    "1990-01-01",
    "lop52020",
    "Dân số 520",
    "tramyte2025",
    "!!!!!!!!!",
]
GOOD = [
    "hoa ban nở tháng ba",
    "con trâu đi cày sớm",
    "mưa rơi trên mái tôn",
    "correct horse battery",
    "x7!pQ9-zzR",
    "dân số và trẻ em xã mình",
    "密码很难猜到的",
]


@pytest.mark.parametrize("password", COMMON)
def test_a_password_that_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(UnfitPassword):
        check_password(password, Person(code="TD-1", full_name="Nguyễn Thị Hoa", folded="nguyen thi hoa"))


@pytest.mark.parametrize(
    "password",
    ["babygirl1", "1q2w3e4r5t", "Spiderman!", "147258369", "11223344", "Elizabeth2026", "christian"],
)
def test_a_password_that_was_stolen_often_is_refused_whatever_figures_stand_around_it(password: str) -> None:
    assert is_common(password)


def test_the_list_of_stolen_passwords_is_whole_and_small() -> None:
    content = STOLEN.read_bytes()
    parts = [content[start : start + 4] for start in range(0, len(content), 4)]
    assert 6_000 < len(parts) < 7_000
    assert parts == sorted(set(parts))
    assert packed(core_of(each) for each in ("Babygirl1", "bábygirl22")) in parts


@pytest.mark.parametrize("password", GOOD)
def test_a_sentence_of_ones_own_passes(password: str) -> None:
    assert not is_common(password)


@given(
    st.sampled_from(sorted(WORDS | OF_THIS_PLACE)),
    st.from_regex(r"[0-9 !@#._-]{0,8}", fullmatch=True),
    st.sampled_from([str.lower, str.upper, str.title]),
)
def test_figures_and_signs_around_a_common_word_help_nothing(
    word: str, more: str, written: type[str]
) -> None:
    assert is_common(written(word) + more)
    assert is_common(more + written(word))


def test_more_of_them_are_refused_than_the_three_thousand_that_are_asked_for() -> None:
    endings = ["", "1", "12", "123", "1234", "!", "@123", *map(str, range(1950, 2031))]
    made = {word + end for word in WORDS for end in endings if len(word + end) >= SHORTEST}
    assert len(made) > 3000
    assert all(is_common(each) for each in made)
