from navigator.refer.blocks import Fact, Facts, Items, Number, Paragraph, Section, Sheet
from navigator.refer.plain import to_text
from tests.refer.sheets import person, words

PERSON = """\
Places that can help
====================

Start with the first. If it does not work out, try the next.

First stop: Manna Centre
------------------------

A place to eat, wash and get advice.

Ring for advice: 020 7403 1931

Where:
  6 Melior Street, London Bridge, SE1 3QP
  About 5 minutes on foot from the station
When: Every day, 8.30am to 1.30pm
What to bring: Nothing. Come as you are.

- Say: “I would like to come for breakfast and advice.”
- Ask: “How long is the wait?”
"""


def test_a_sheet_reads_well_as_plain_text() -> None:
    text = to_text(person())
    assert text.startswith(PERSON)
    assert text.endswith("\n\nDated 22 November 2026\n")


def test_room_to_write_is_kept_below_what_was_typed() -> None:
    ruled = "_" * 60
    assert f"I like to be called Sam.\nMornings are hard.\n{ruled}\n{ruled}" in to_text(words())


def test_lines_stay_under_their_mark_and_a_warning_has_its_own() -> None:
    sheet = Sheet(
        "Title",
        (Paragraph("Ring first.\nThey may be shut.", "warning"), Items(("One\nand a half", "Two"), "number")),
        (
            Section("Below", (Items(("Done",), "box"), Number("999", note="Day and night."))),
            Section("Rules", (Facts((Fact("Age", ()),)),)),
        ),
        "Foot",
        "",
        "name",
    )
    assert to_text(sheet) == (
        "Title\n=====\n\n! Ring first.\n  They may be shut.\n\n1. One\n   and a half\n2. Two\n\n"
        "Below\n-----\n\n[ ] Done\n\n999\n  Day and night.\n\nRules\n-----\n\nAge:\n\nFoot\n"
    )
