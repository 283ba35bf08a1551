import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.refer import rtl


def on_paper(text: str, wide: float = 1000) -> list[str]:
    return list(rtl.lines(text, wide, len))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("\u05d0\u05d1 \u05d2\u05d3", "\u05d3\u05d2 \u05d1\u05d0"),
        ("say \u05d0\u05d1 \u05d2 twice", "say \u05d2 \u05d1\u05d0 twice"),
        ("\u05d0 12 \u05d1", "\u05d1 12 \u05d0"),
        ("\u05d0 (\u05d1) one two", "one two (\u05d1) \u05d0"),
        ("\u05d0\u05b8\u05d1", "\u05d1\u05d0\u05b8"),
    ],
)
def test_letters_stand_in_the_order_of_the_paper(text: str, shown: str) -> None:
    assert on_paper(text) == [shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u0628", "\ufe8f"),
        ("\u0628\u0628\u0628", "\ufe90\ufe92\ufe91"),
        ("\u0628\u0627\u0628", "\ufe8f\ufe8e\ufe91"),
        ("\u0633\u0644\u0627\u0645", "\ufee1\ufefc\ufeb3"),
        ("\u0628\u064e\u0628", "\ufe90\ufe91\u064e"),
    ],
)
def test_arabic_letters_join(text: str, shown: str) -> None:
    assert on_paper(text) == [shown]


def test_lines_are_broken_before_they_are_turned() -> None:
    assert on_paper("\u05d0\u05d0 \u05d1\u05d1 \u05d2\u05d2", 5) == ["\u05d1\u05d1 \u05d0\u05d0", "\u05d2\u05d2"]


def test_what_is_written_from_the_right_is_known() -> None:
    assert rtl.is_mixed("one \u05d0")
    assert not rtl.is_mixed("caf\u00e9")
    assert rtl.begins_right("12 \u0628 one")
    assert not rtl.begins_right("one \u0628")


@given(st.text("ab \u05d0\u05d1\u05b812(.\n", max_size=40), st.integers(1, 30))
def test_no_letter_is_lost(text: str, wide: int) -> None:
    mirrored = str.maketrans(")", "(")
    kept = sorted("".join(on_paper(text, wide)).translate(mirrored).replace(" ", ""))
    assert kept == sorted(text.replace(" ", "").replace("\n", ""))
