import pytest

from navigator.refer.qr import QUIET, bars, dial, size, squares


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("020 7403 1931", "02074031931"),
        ("116 123", "116123"),
        ("999", "999"),
        ("111, option 2", "111"),
        ("+44 (0)20 7403 1931", "+442074031931"),
        ("(020) 7403-1931 ext. 12", "02074031931"),
        ("Text SHOUT to 85258", "85258"),
        ("ask at the desk", ""),
        ("24/7", ""),
        ("", ""),
    ],
)
def test_what_a_phone_is_given(number: str, dialled: str) -> None:
    assert dial(number) == dialled
    assert bool(squares(number)) == bool(dialled)


def test_the_bars_are_the_dark_squares_and_nothing_else() -> None:
    rows = squares("020 7403 1931")
    drawn = {(x + step, y) for x, y, wide in bars(rows) for step in range(wide)}
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, on in enumerate(row) if on}
    assert drawn == dark
    assert size(rows) == len(rows) + 2 * QUIET
    corner = [row[:7] for row in rows[:7]]
    assert corner[0] == corner[6] == (True,) * 7
    assert corner[1] == (True, *[False] * 5, True)
