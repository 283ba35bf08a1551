import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.refer.blocks import Fill, Sheet
from navigator.refer.in_my_words import Words, words_sheet
from navigator.refer.pdf import to_pdf
from navigator.refer.telling import TellingWords

LABELS = [
    "What I would like you to know",
    "What I would rather not be asked",
    "What helps when things get hard",
    "How to reach me",
]


def fills(sheet: Sheet) -> list[Fill]:
    return [block for block in sheet.opening if isinstance(block, Fill)]


def test_an_empty_page_has_room_under_each_heading_and_says_nothing_of_why() -> None:
    sheet = words_sheet(Words(), "2026-11-22")
    assert [fill.label for fill in fills(sheet)] == LABELS
    assert all(fill.lines >= 2 and not fill.text for fill in fills(sheet))
    assert sheet.large
    assert (sheet.title, sheet.dated, sheet.foot) == ("In my words", "22 November 2026", "")
    assert next(sheet.texts()) == "In my words"
    assert "mine, to give or to keep" in list(sheet.texts())[1]
    telling = TellingWords.read().telling(" / ".join([*sheet.texts(), sheet.file_name]))
    assert set(telling) <= {"helps"}  # the heading speaks of the person, not of a service


@given(st.text(), st.text(), st.text(), st.text())
def test_what_was_typed_stands_under_its_heading_with_room_for_more(
    know: str, rather: str, helps: str, at: str
) -> None:
    words = Words(know, rather, helps, at)
    found = fills(words_sheet(words))
    assert [fill.text for fill in found] == [text.strip() for text in (know, rather, helps, at)]
    assert all(fill.lines >= 2 for fill in found)
    assert bool(words) == any(fill.text for fill in found)


def test_nothing_typed_is_in_a_repr_or_a_file_name() -> None:
    words = Words("canary", "canary", "canary", "canary")
    assert repr(words) == str(words) == "Words()"
    assert "canary" not in words_sheet(words).file_name


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_an_empty_page_is_one_page(paper: str) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(to_pdf(words_sheet(Words(), "2026-11-22"), "A4" if paper == "A4" else "Letter"))
    assert len(document) == 1
    document.close()
