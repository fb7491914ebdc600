"""The barcode: the right bars for the digits, in the right sizes, read back by another's reader."""

from __future__ import annotations

import pytest

from anthology.print import barcode

# ISO/IEC 15420: a digit's seven modules from set A; set B is its mirror in negative, set C its
# negative. The first digit says which of the left six are from B.
SET_A = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()
LEFT_OF_9 = "ABBABA"


def modules(isbn: str) -> str:
    """The 113 modules of a symbol of ours, as a reader would see them half way up."""
    row = ["0"] * barcode.WIDTH
    for bar in barcode.symbol(isbn).bars:
        row[bar.x : bar.x + bar.width] = "1" * bar.width
    return "".join(row)


def negative(code: str) -> str:
    return code.translate({48: "1", 49: "0"})


def written_out(isbn: str) -> str:
    left = (
        SET_A[int(digit)] if kind == "A" else negative(SET_A[int(digit)])[::-1]
        for digit, kind in zip(isbn[1:7], LEFT_OF_9, strict=True)
    )
    right = (negative(SET_A[int(digit)]) for digit in isbn[7:])
    return f"101{''.join(left)}01010{''.join(right)}101"


@pytest.mark.parametrize("isbn", ["9780306406157", "9783161484100", "9791090636071"])
def test_the_bars_are_those_of_the_standard_between_quiet_zones(isbn: str) -> None:
    assert modules(isbn) == "0" * 11 + written_out(isbn) + "0" * 7


def test_at_full_size_it_is_as_large_as_the_standard_has_it() -> None:
    assert round(barcode.WIDTH * barcode.MODULE, 2) == 37.29
    assert round(barcode.BARS * barcode.MODULE, 2) == 22.85


def test_the_guard_bars_reach_lower_than_the_others() -> None:
    heights = [bar.height for bar in barcode.symbol("9780306406157").bars]

    assert [at for at, height in enumerate(heights) if height > barcode.BARS] == [
        0, 1, 14, 15, 28, 29
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", ["9780306406158", "9783161484101"])
def test_a_wrong_check_digit_is_no_barcode(wrong: str) -> None:
    with pytest.raises(ValueError, match="not an EAN-13"):
        barcode.symbol(wrong)


@pytest.mark.parametrize(
    ("digits", "parts"),
    [
        ("9780306406157", "978-0-306-40615-7"),
        ("9783161484100", "978-3-16-148410-0"),
        ("9791090636071", "979-10-90636-07-1"),
    ],
)
def test_the_number_above_the_bars_has_its_five_parts(digits: str, parts: str) -> None:
    assert barcode.symbol(digits).number == parts
