import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinkfamily_desktop.forms.nhs_number import clean, is_valid

GOOD = (
    "9992914173", "9997763173", "9990669074", "9990080631", "9996083772", "9998353378", "9994068121", "9994158686",
    "9990000050", "9990000190", "9434765919",
)  # fmt: skip


@pytest.mark.parametrize("number", GOOD)
def test_a_number_whose_check_digit_agrees_is_valid(number: str) -> None:
    assert is_valid(number)


@pytest.mark.parametrize("digit", "0123456789")
def test_ten_identical_digits_are_refused_although_they_add_up(digit: str) -> None:
    assert not is_valid(digit * 10)


@pytest.mark.parametrize("stem", ["999000000", "999000014", "999000028"])
def test_a_stem_that_works_out_to_ten_has_no_valid_number(stem: str) -> None:
    assert not any(is_valid(stem + digit) for digit in "0123456789")


@pytest.mark.parametrize("typed", ["999 291 4173", "999-291-4173", " 999\u00a0291\u20114173 "])
def test_spaces_and_hyphens_do_not_matter(typed: str) -> None:
    assert clean(typed) == "9992914173"
    assert is_valid(typed)


@pytest.mark.parametrize("typed", ["", "999291417", "99929141733", "999291417x", "٩٩٩٢٩١٤١٧٣", "1297287652"])
def test_anything_else_is_not_valid(typed: str) -> None:
    assert not is_valid(typed)


@given(number=st.sampled_from(GOOD), place=st.integers(0, 9), other=st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, other: int) -> None:
    wrong = (int(number[place]) + other) % 10
    assert not is_valid(f"{number[:place]}{wrong}{number[place + 1 :]}")


@given(st.text())
def test_no_text_is_too_strange_to_check(typed: str) -> None:
    is_valid(typed)
