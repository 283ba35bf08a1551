"""Figures that can go to anybody: told in fives, so that no number under five can be read or worked out from them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

STEP: Final = 5
"""A figure is told as one of so many numbers; the first of these groups is withheld."""
_QUARTERS: Final = {
    1: "January to March",
    2: "April to June",
    3: "July to September",
    4: "October to December",
}


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """How many, in fives: "fewer than 5", "5 to 9", "10 to 14".

    It does not hold the number itself. Rounding every figure, totals too, to one of five is what keeps a small one from
    being worked out: two that differ by one or two look alike, so neither a total less its parts, nor this week's
    figure less last week's, gives a number. "Fewer than 5" is also said of none.
    """

    fives: int

    @classmethod
    def of(cls, count: int) -> "Figure":
        """The figure for a count of none or more."""
        return cls(max(0, count) // STEP)

    @property
    def withheld(self) -> bool:
        """Whether it is under five."""
        return not self.fives

    def __str__(self) -> str:
        """In words: ``"10 to 14"``."""
        return f"{self.fives * STEP} to {self.fives * STEP + STEP - 1}" if self.fives else f"fewer than {STEP}"


def quarter_of(day: date) -> str:
    """The quarter of a day: ``"2026-Q4"``."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def quarter_before(quarter: str) -> str:
    """The quarter before another."""
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year:04}-Q{number - 1}" if number > 1 else f"{year - 1:04}-Q4"


def quarter_in_words(quarter: str) -> str:
    """``"2026-Q4"`` as ``"October to December 2026"``."""
    return f"{_QUARTERS[int(quarter[-1])]} {quarter[:4]}"
