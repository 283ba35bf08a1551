"""In my words: a page a person may fill, so that the story is told once, and by them.

Nothing on it says which service it is for, or why. What is typed is held in memory until it is printed or cleared.
"""

from dataclasses import dataclass
from typing import Final

from navigator.find.wording import plain_date
from navigator.refer.blocks import Fill, Paragraph, Sheet

TITLE: Final = "In my words"
FILE_NAME: Final = "my-page"
KIND_LINE: Final = "This page is mine, to give or to keep. Any part can stay empty."
ASKS: Final = (
    ("know", "What I would like you to know", 4),
    ("rather_not", "What I would rather not be asked", 3),
    ("helps", "What helps when things get hard", 3),
    ("reach", "How to reach me", 2),
)
"""What is asked: the part of `Words` it fills, its label, and how many ruled lines it has when nothing was typed."""
_LEAST_LINES: Final = 2


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """What a person wants to say, each part as it was typed, "" for nothing."""

    know: str = ""
    rather_not: str = ""
    helps: str = ""
    reach: str = ""

    def __repr__(self) -> str:
        """Nothing that somebody wrote."""
        return "Words()"

    def __bool__(self) -> bool:
        """Whether anything was typed."""
        return any(text.strip() for text in (self.know, self.rather_not, self.helps, self.reach))


def words_sheet(words: Words, dated: str = "") -> Sheet:
    """The page, with room to write by hand below what was typed; ``dated`` is the directory's ISO day, "" for none."""
    return Sheet(
        title=TITLE,
        opening=(Paragraph(KIND_LINE), *(_fill(label, lines, getattr(words, part)) for part, label, lines in ASKS)),
        sections=(),
        foot="",
        dated=plain_date(dated),
        file_name=FILE_NAME,
        large=True,
    )


def _fill(label: str, lines: int, text: str) -> Fill:
    typed = text.strip()
    return Fill(label, _LEAST_LINES if typed else lines, typed)
