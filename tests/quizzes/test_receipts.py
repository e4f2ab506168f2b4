"""A receipt is read aloud or typed in."""

from hypothesis import given
from hypothesis import strategies as st

from lms.base.receipts import ALPHABET, new_receipt, read_receipt

RECEIPTS = st.builds(new_receipt)


@given(RECEIPTS)
def test_it_is_understood_however_it_is_typed(receipt: str) -> None:
    assert len(receipt) == 9
    for typed in (receipt, receipt.lower(), receipt.replace("-", " "), f" {receipt.replace('1', 'l')} "):
        assert read_receipt(typed) == receipt


@given(RECEIPTS, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found(receipt: str, at: int, sign: str) -> None:
    signs = receipt.replace("-", "")
    forged = signs[:at] + sign + signs[at + 1 :]
    assert (read_receipt(forged) is None) == (forged != signs)


@given(RECEIPTS, st.integers(0, 6))
def test_two_signs_that_changed_places_are_found(receipt: str, at: int) -> None:
    signs = receipt.replace("-", "")
    swapped = signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :]
    assert (read_receipt(swapped) is None) == (swapped != signs)


@given(st.text(max_size=20))
def test_anything_else_is_no_receipt(text: str) -> None:
    read = read_receipt(text)
    assert read is None or len(read) == 9
