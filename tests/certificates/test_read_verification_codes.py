"""Somebody types a verification code from a paper."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.rules.codes import (
    ALPHABET,
    LENGTH,
    MistypedCode,
    check_character,
    grouped,
    new_code,
    read_code,
)

codes = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1).map(
    lambda body: body + check_character(body)
)


def test_a_new_code_can_be_read() -> None:
    code = new_code()
    assert read_code(grouped(code)) == code


def test_no_two_codes_are_alike() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


@given(codes)
def test_spaces_case_and_hyphens_do_not_matter(code: str) -> None:
    assert read_code(f"  {grouped(code).lower().replace('-', ' ')} ") == code
    assert read_code(grouped(code).replace("-", "–")) == code


@given(codes)
def test_letters_that_look_like_digits_are_understood(code: str) -> None:
    assert read_code(code.replace("0", "O").replace("1", "l").replace("2", "z")) == code


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(code: str, place: int, char: str) -> None:
    wrong = code[:place] + char + code[place + 1 :]
    if wrong == code:
        assert read_code(wrong) == code
        return
    with pytest.raises(MistypedCode):
        read_code(wrong)


@given(codes, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_exchanged_characters_are_noticed(code: str, one: int, other: int) -> None:
    chars = list(code)
    chars[one], chars[other] = chars[other], chars[one]
    if chars == list(code):
        return
    with pytest.raises(MistypedCode):
        read_code("".join(chars))


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    with contextlib.suppress(MistypedCode):
        assert len(read_code(text)) == LENGTH
