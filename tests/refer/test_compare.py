import pytest

from navigator.check import Answers
from navigator.errors import NavigatorError
from navigator.refer.compare import DOES_NOT_SAY, MOST, Comparison, Row, compare
from navigator.refer.refer import Refer
from tests.find.conftest import MakeListing
from tests.refer.opened import OpenRefer, facts_of

FOUR = ("manna-society-day-centre", "equinox-aspinden-wood-centre", "slam-talking-therapies-southwark", "lambeth-swep")


def row(found: Comparison, name: str) -> Row:
    return next(each for each in found.rows if each.name == name)


def names(found: Comparison) -> list[str]:
    return [each.name for each in found.rows]


def test_four_stand_side_by_side_in_order(shipped_refer: Refer) -> None:
    found = compare(facts_of(shipped_refer, *FOUR))
    assert found.ids == FOUR
    assert found.names[0] == "Manna Centre"
    assert all(len(each.cells) == MOST for each in found.rows)
    told = names(found)
    assert told.index("Can they go?") < told.index("Its rules") < told.index("Hours") < told.index("Phone")
    assert row(found, "Open now").cells[0].lines == ("Walk in now, until 13:30.",)
    assert row(found, "Hours").cells[0].lines[0] == "Every day: 08:30 to 13:30"
    assert row(found, "Hours").cells[0].source == "from pages of 2012 to December 2023, some undated"
    assert row(found, "How to refer").differs
    both = row(found, "For someone with both needs").cells[1]
    assert both.source == "DDN Rehab Guide: Aspinden Wood Centre"
    assert not any(line.startswith("From: ") for each in found.rows for cell in each.cells for line in cell.lines)


def test_more_than_four_cannot_be_read_side_by_side(shipped_refer: Refer) -> None:
    with pytest.raises(NavigatorError, match="up to 4 services: 5"):
        compare(facts_of(shipped_refer, *FOUR, "samaritans"))


def test_what_one_does_not_say_is_said_and_an_empty_row_left_out(open_refer: OpenRefer, listing: MakeListing) -> None:
    refer = open_refer(listing("Here", cost="free"), listing("There"))
    found = compare(facts_of(refer, "here", "there"))
    cost = row(found, "Cost and language")
    assert [cell.lines for cell in cost.cells] == [("Free",), (DOES_NOT_SAY,)]
    assert [cell.says for cell in cost.cells] == [True, False]
    assert cost.differs
    assert not {"What to bring", "Hours", "Open now", "How long it takes"} & {*names(found)}


def test_the_same_in_other_letters_is_no_difference(open_refer: OpenRefer, listing: MakeListing) -> None:
    refer = open_refer(listing("Here", how_to_refer="Ring them."), listing("There", how_to_refer="ring them"))
    assert not row(compare(facts_of(refer, "here", "there")), "How to refer").differs


def test_where_they_stand_is_told_only_when_something_was_said(shipped_refer: Refer) -> None:
    assert "Where it stands" not in names(compare(facts_of(shipped_refer, *FOUR)))
    settled = Answers().with_values("housing", ["settled"])
    found = compare(facts_of(shipped_refer, *FOUR, answers=settled))
    assert row(found, "Where it stands").cells[3].lines == ("Their rules say no",)
    assert "settled" not in repr(found)


def test_none_at_all_is_no_comparison() -> None:
    assert compare(()).rows == ()
