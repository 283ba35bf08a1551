"""What follows from answers: a yes says no to what it rules out, and nothing else is a no."""

from hypothesis import given
from hypothesis import strategies as st

from navigator.check.answers import Answers
from tests.check.generated import BOROUGHS, PAIRS, QUESTIONS, RULES_OUT, answers, known_of


def said(facet: str, *yes: str, no: tuple[str, ...] = ()) -> dict[str, bool | None]:
    known = known_of(Answers().with_values(facet, yes, no))
    return {value: known.said(facet, value) for its, value in PAIRS if its == facet}


def test_one_of_several_says_no_to_what_it_rules_out_and_to_nothing_else() -> None:
    woman = said("gender", "woman")
    assert woman == {"woman": True, "man": False, "trans": None, "non-binary": None}
    assert said("gender", "trans") == {"trans": True, "woman": None, "man": None, "non-binary": None}


def test_the_only_answer_says_no_to_all_the_rest() -> None:
    assert [value for value, is_so in said("housing", "hostel").items() if is_so is not False] == ["hostel"]
    assert None not in said("recourse", "no-recourse").values()
    assert None not in said("gp", "not-registered").values()


def test_an_illness_says_nothing_of_a_crisis() -> None:
    assert said("mental-health", "severe-illness")["crisis"] is None


def test_none_says_no_to_its_facet() -> None:
    for facet in ("mental-health", "substance-use", "criminal-justice"):
        values = said(facet, "none")
        assert values.pop("none")
        assert set(values.values()) == {False}


def test_who_has_stopped_does_not_drink_or_use() -> None:
    stopped = said("substance-use", "abstinent")
    assert stopped["alcohol-current"] is stopped["drugs-current"] is False
    assert stopped["opioid-prescription"] is None


def test_boroughs_that_were_not_named_are_a_no() -> None:
    assert said("area", "Lambeth") == {borough: borough == "Lambeth" for borough in BOROUGHS}
    assert set(said("area", no=("Lambeth",)).values()) == {False, None}


def test_a_yes_stands_whatever_else_was_said() -> None:
    both = said("housing", "hostel", "rough-sleeping")
    assert both["hostel"] is both["rough-sleeping"] is True


@given(answers())
def test_what_was_said_is_known_as_it_was_said(given_: Answers) -> None:
    known = known_of(given_)
    assert known.age == given_.age
    for facet, value in PAIRS:
        if (facet, value) in given_.yes:
            assert known.said(facet, value) is True
        elif (facet, value) in given_.no:
            assert known.said(facet, value) is False


@given(answers())
def test_a_no_was_said_or_follows_from_a_yes_of_its_facet(given_: Answers) -> None:
    known = known_of(given_)
    for facet, value in PAIRS:
        if known.said(facet, value) is False and (facet, value) not in given_.no:
            yes, _ = given_.of(facet)
            assert yes
            assert facet == "area" or any(value in RULES_OUT[facet, one] for one in yes if (facet, one) in RULES_OUT)


@given(answers(), st.sampled_from([question.facet for question in QUESTIONS.questions]))
def test_declining_or_leaving_is_knowing_nothing(given_: Answers, facet: str) -> None:
    without = known_of(given_.without(facet))
    for left in (known_of(given_.decline(facet)), known_of(given_.skip(facet))):
        assert left.age == without.age
        assert all(left.said(*pair) == without.said(*pair) for pair in PAIRS)


@given(answers())
def test_what_is_known_never_shows(given_: Answers) -> None:
    assert repr(known_of(given_)) == str(known_of(given_)) == "Known(...)"
