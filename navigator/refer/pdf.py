"""A sheet as PDF, for the printer and to keep."""

from navigator.refer.blocks import Sheet
from navigator.refer.papers import Paper


def to_pdf(sheet: Sheet, paper: Paper = "A4") -> bytes:
    """The pages of a sheet: black on white, numbered and dated, the same bytes each time for the same sheet.

    The file says its title and its language, and nothing of who made it or when.
    """
    from navigator.refer.pdf_pages import build

    return build(sheet, paper)


def lost_letters(sheet: Sheet) -> frozenset[str]:
    """The letters of a sheet that the paper has no shape for, and that print as an empty square."""
    from navigator.refer.clean import clean
    from navigator.refer.fonts import without_shape

    return frozenset(letter for text in sheet.texts() for letter in without_shape(clean(text)))
