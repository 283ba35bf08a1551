import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.errors import NavigatorError, UsageError
from navigator.resources import resource
from navigator.right_now import CHECK, Contact, RightNow, Situation, say

DATA = Path(__file__).parent / "data"
IDS = ("danger", "overdose", "alcohol-withdrawal", "suicidal", "fleeing", "nowhere-tonight", "safeguarding")
RIGHT_NOW = RightNow()


def lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


PHRASINGS = [tuple(line.split("\t")) for line in lines("emergency-phrasings.txt")]
ORDINARY = lines("ordinary-queries.txt")

# Benchmark queries that are about somebody in danger, or that name a situation in its own words.
EMERGENCIES = {
    "raped last night": "fleeing",
    "scared of my boyfriend": "fleeing",
    "refuge space tonight with kids": "fleeing",
    "mum kicked me out": "nowhere-tonight",
    "young lgbt kicked out": "nowhere-tonight",
    "suicidal somewhere to stay few nights": "suicidal",
    "self harm": "suicidal",
    "cuckooed": "safeguarding",
    "elderly man abused by son lewisham": "safeguarding",
    "safegaurding": "safeguarding",
}


def test_the_seven_situations_stand_in_order() -> None:
    assert tuple(situation.id for situation in RIGHT_NOW.situations) == IDS
    assert all(situation.title and situation.do and situation.sources for situation in RIGHT_NOW.situations)
    assert {identifier for identifier, _ in PHRASINGS} == set(IDS)


def test_a_situation_is_found_by_its_id() -> None:
    assert [RIGHT_NOW.situation(identifier).id for identifier in IDS] == list(IDS)


def test_an_unknown_id_names_the_ones_there_are() -> None:
    with pytest.raises(UsageError, match=f"'flood'.*{', '.join(IDS)}"):
        RIGHT_NOW.situation("flood")


@pytest.mark.parametrize("content", [None, "", "about = ", "about = 'x'\nsituation = 3\nwords = {}", b"\xff"])
def test_a_damaged_file_still_says_whom_to_call(tmp_path: Path, content: str | bytes | None) -> None:
    path = tmp_path / "right-now.toml"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(NavigatorError, match="call 999"):
        RightNow(path)


def test_every_emergency_is_caught() -> None:
    found = {(RIGHT_NOW.sounds_like(phrase), phrase) for _, phrase in PHRASINGS}
    assert found == set(PHRASINGS)


def test_no_ordinary_query_is_an_emergency() -> None:
    assert {phrase: found for phrase in ORDINARY if (found := RIGHT_NOW.sounds_like(phrase))} == {}


@pytest.mark.parametrize("situation", RIGHT_NOW.situations, ids=IDS)
def test_what_people_say_names_its_situation(situation: Situation) -> None:
    for said in situation.said:
        for query in (said, said.upper(), f"please help {said} now", f"client {said}"):
            assert RIGHT_NOW.sounds_like(query) == situation.id


def test_of_the_benchmark_queries_only_emergencies_are_caught() -> None:
    path = Path(__file__).parents[1] / "benchmarks" / "queries.json"
    queries = [row["q"] for row in json.loads(path.read_text(encoding="utf-8"))["queries"]]
    caught = {query: found for query in queries if (found := RIGHT_NOW.sounds_like(query))}
    assert caught
    assert caught.items() <= EMERGENCIES.items()


def test_words_of_the_directory_itself_are_no_emergency() -> None:
    """Names of services and organizations, as people look them up; a severe weather shelter is one for tonight."""
    forms = [tomllib.loads(path.read_text(encoding="utf-8")) for path in resource("listings").glob("*.toml")]
    names = {name for form in forms for name in (form["name"], form["organization"], *form.get("alternate_names", ()))}
    assert {name for name in names if RIGHT_NOW.sounds_like(name)} <= {"SWEP"}


def test_the_most_life_threatening_comes_first() -> None:
    assert RIGHT_NOW.sounds_like("kicked out tonight and has overdosed") == "overdose"
    assert RIGHT_NOW.sounds_like("wants to kill himself, nowhere to sleep tonight") == "suicidal"


def test_signs_far_apart_belong_to_different_things() -> None:
    filling = " ".join(["and", "also", "something", "else"] * 4)
    assert RIGHT_NOW.sounds_like("cannot be made to wake") == "overdose"
    assert RIGHT_NOW.sounds_like(f"cannot read {filling} holding a wake for his nan") is None


@given(st.text())
def test_no_query_breaks_it(query: str) -> None:
    assert RIGHT_NOW.sounds_like(query) in {None, *IDS}


@given(phrasing=st.sampled_from(PHRASINGS), spaces=st.sampled_from([" ", "  ", "\t", " \n"]), loud=st.booleans())
def test_capitals_spaces_and_apostrophes_make_no_difference(
    phrasing: tuple[str, str], spaces: str, *, loud: bool
) -> None:
    identifier, phrase = phrasing
    typed = spaces.join(phrase.replace("'", "’").split())
    assert RIGHT_NOW.sounds_like(typed.upper() if loud else typed) == identifier


@given(st.lists(st.sampled_from(["a", "an", "is", "he", "please", "urgently", "now"])))
def test_filler_alone_says_nothing(filler: list[str]) -> None:
    assert RIGHT_NOW.sounds_like(" ".join(filler)) is None


CONTACTS = [contact for each in RIGHT_NOW.situations for contact in each.services]


@pytest.mark.parametrize("contact", CONTACTS, ids=[contact.id for contact in CONTACTS])
def test_a_service_is_what_its_listing_says(contact: Contact) -> None:
    listing = tomllib.loads(resource("listings", f"{contact.id}.toml").read_text(encoding="utf-8"))
    assert listing["status"] == "active"
    assert contact.name == listing["name"]
    assert list(contact.areas) == listing["areas"]
    phones = [(phone["number"], phone.get("note", "")) for phone in listing.get("phones", ())]
    assert [(phone.number, phone.note) for phone in contact.phones] == phones
    assert contact.hours in {"", listing.get("hours", {}).get("opening_hours")}
    assert contact.how in {"", listing["how_to_refer"]}
    assert contact.phones or contact.how
    assert contact.dated == max((source.get("page_date", "") for source in listing["sources"]), default="")


def test_what_nobody_read_is_marked() -> None:
    marked = {
        situation.id: [source.title for source in situation.sources if source.confidence != "seen"]
        for situation in RIGHT_NOW.situations
        if CHECK in say(situation)
    }
    assert marked == {"danger": ["Police: Silent Solution for 999 calls"]}
    call, silent = RIGHT_NOW.situation("danger").do
    assert call == "Call 999."
    assert silent.endswith(f"({CHECK})")


def test_a_situation_is_said_in_plain_text() -> None:
    assert say(RIGHT_NOW.situation("alcohol-withdrawal")).splitlines() == [
        "Shaking, sweating, seeing things or fits after stopping drinking",
        "",
        "1. Fits, confusion or seeing things: call 999.",
        "2. Do not advise a dependent drinker to stop or cut down suddenly: it can kill. Get medical help with it.",
        "3. Shaking and sweating without those: same-day medical help, 111 or A&E.",
        "",
        "Alcohol Care Team at King's College Hospital (Southwark, London)",
        "  020 3299 9000  Hospital switchboard; undated page, confirm before use",
        "  Hospital staff bring the team in when someone attends A&E or is admitted.",
        "  From pages of 2020-12 or before",
        "",
        (
            "Source: NICE CG100: alcohol-use disorders, acute withdrawal, "
            "https://nice.org.uk/guidance/cg100/chapter/Recommendations"
        ),
    ]


@pytest.mark.parametrize("situation", RIGHT_NOW.situations, ids=IDS)
def test_the_text_holds_every_step_number_and_source(situation: Situation) -> None:
    text = say(situation)
    told = [*situation.do, *(source.says for source in situation.sources)]
    told += [part for contact in situation.services for part in (contact.name, *(p.number for p in contact.phones))]
    assert all(part in text for part in told)


def test_hours_are_said_in_words() -> None:
    text = say(RIGHT_NOW.situation("fleeing"))
    assert "  Open day and night\n" in text
    assert "  Open Mon-Thu 10:00-20:30, Fri 10:00-16:30\n" in text
