from navigator.refer.blocks import Number
from navigator.refer.person import person_sheet
from navigator.refer.refer import Refer
from navigator.refer.saying import read_sayings
from navigator.refer.tonight import DANGER, MOST
from navigator.right_now import RightNow
from tests.find.conftest import MakeListing
from tests.refer.opened import OpenRefer, facts_of


def names(refer: Refer, *ids: str) -> list[str]:
    (section,) = (one for one in person_sheet(facts_of(refer, *ids)).sections if "tonight" in one.heading)
    return [block.label for block in section.blocks if isinstance(block, Number)]


def test_each_is_a_contact_of_right_now_with_a_number() -> None:
    contacts = {contact.id: contact for one in RightNow().situations for contact in one.services}
    for one in read_sayings().tonight:
        assert contacts[one.id].phones, one.id


def test_they_fit_what_the_places_are_for(shipped_refer: Refer) -> None:
    assert names(shipped_refer, "manna-society-day-centre") == [
        DANGER.label, "Shelter emergency helpline", "StreetLink", "Samaritans",
    ]  # fmt: skip
    assert "National Domestic Abuse Helpline" in names(shipped_refer, "refuge-southwark")
    assert "NHS 111, mental health option" in names(shipped_refer, "slam-talking-therapies-southwark")


def test_danger_is_first_samaritans_last_and_there_are_few(shipped_refer: Refer) -> None:
    everything = ("refuge-southwark", "999-club-gateway", "cgl-lewisham-new-direction")
    told = names(shipped_refer, *everything)
    assert told[0] == DANGER.label
    assert told[-1] == "Samaritans"
    assert len(told) == MOST


def test_the_number_of_a_borough_is_for_that_borough(open_refer: OpenRefer, listing: MakeListing) -> None:
    refer = open_refer(listing("Here", areas=["Lewisham"]), listing("There", areas=["Lambeth"]))
    assert "Lewisham Council housing options and duty to refer" in names(refer, "here")
    assert "Lewisham Council housing options and duty to refer" not in names(refer, "there")


def test_their_hours_are_told_as_they_are(shipped_refer: Refer) -> None:
    told = "\n".join(person_sheet(facts_of(shipped_refer, "manna-society-day-centre")).texts())
    assert "They answer Monday to Friday 8am to 8pm, weekends 9am to 5pm." in told
    assert "We do not know their hours." in told
