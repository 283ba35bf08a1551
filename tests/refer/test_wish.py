"""Which sheet is wanted, and that the wish says nothing of whom it is for."""

import pytest

from navigator.check import Answers
from navigator.errors import UsageError
from navigator.refer.blocks import Sheet
from navigator.refer.discreet import Entry
from navigator.refer.in_my_words import Words
from navigator.refer.refer import Refer
from navigator.refer.shortlist import Stop
from navigator.refer.wish import KINDS, Kind, Wish, sheet_of

STOPS = tuple(
    Stop(one, one) for one in ("manna-society-day-centre", "samaritans", "slam-crisis-line", "refuge-southwark")
)


def read(refer: Refer, wish: Wish) -> str:
    return "\n".join(sheet_of(wish, refer.read(wish.stops, wish.answers, wish.origin)).texts())


@pytest.mark.parametrize("kind", ["worker", "person", "discreet", "words"])
def test_every_kind_makes_its_own_sheet_of_the_directorys_day(shipped_refer: Refer, kind: Kind) -> None:
    facts = shipped_refer.read(STOPS)
    kinds: list[Kind] = [one for one, _, _ in KINDS if one != "calendar"]
    sheets: dict[Kind, Sheet] = {one: sheet_of(Wish(one, STOPS), facts) for one in kinds}
    assert sheets[kind].dated
    assert [sheets[kind]] == [sheet for sheet in sheets.values() if sheet.title == sheets[kind].title]


def test_the_persons_sheet_has_the_first_stop_and_two_others_unless_told(shipped_refer: Refer) -> None:
    facts = shipped_refer.read(STOPS)
    last = facts[-1].listing.name
    assert last not in read(shipped_refer, Wish("person", STOPS))
    assert last in read(shipped_refer, Wish("person", STOPS, most=4))


def test_the_names_that_were_approved_are_on_the_discreet_sheet(shipped_refer: Refer) -> None:
    named = (Entry("samaritans", "Cousin", "116 123"),)
    assert "Cousin" in read(shipped_refer, Wish("discreet", STOPS, names=named))
    with pytest.raises(UsageError, match="rehab"):
        read(shipped_refer, Wish("discreet", STOPS, names=(Entry("samaritans", "rehab", "116 123"),)))


def test_the_words_are_on_the_page_and_it_needs_no_stops(shipped_refer: Refer) -> None:
    assert "Mornings are hard." in read(shipped_refer, Wish("words", words=Words(know="Mornings are hard.")))


def test_a_calendar_is_no_sheet() -> None:
    with pytest.raises(ValueError, match="calendar"):
        sheet_of(Wish("calendar"), ())


def test_a_wish_says_nothing_of_whom_it_is_for() -> None:
    answers = Answers().with_values("housing", ["rough-sleeping"])
    wish = Wish("words", (Stop("refuge-southwark", "Refuge", note="zanzibar"),), answers, words=Words(know="zanzibar"))
    assert repr(wish) == "Wish('words')"
