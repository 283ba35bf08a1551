"""A rule is built from menus or typed as a text, and both say the same."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory import Criterion, Store, read_listing
from navigator.directory.as_form import form_of
from navigator.directory.form import CriterionForm
from navigator.errors import UsageError
from navigator.find.rules import rule_sentence
from navigator.listings.form.contradictions import criterion_in
from navigator.listings.form.reference import Reference
from navigator.listings.form.sentences import Menus, criterion_of, menus, read, text_of


@pytest.fixture(scope="module")
def shipped_menus(reference: Reference) -> Menus:
    return menus(reference.vocabulary, reference.areas)


def _shipped() -> list[CriterionForm]:
    with closing(Store.open(Path("none")).connect()) as connection:
        ids = [service_id for (service_id,) in connection.execute("SELECT id FROM service")]
        found = [read_listing(connection, service_id) for service_id in ids]
        return [rule for listing in found if listing for rule in form_of(listing).eligibility]


def _choices(rule: CriterionForm) -> Criterion:
    """What stands in the menus for a rule."""
    found = criterion_in(rule.model_dump(mode="json"))
    assert found
    return found


def test_every_rule_of_the_shipped_directory_comes_back_from_its_text(
    reference: Reference, shipped_menus: Menus
) -> None:
    rules = _shipped()
    assert len(rules) > 300
    for rule in rules:
        text = text_of(_choices(rule))
        again = criterion_of(read(text, shipped_menus))
        assert again == rule, text
        assert text_of(_choices(again)) == text
        assert rule_sentence(_choices(again), reference.vocabulary) == rule_sentence(
            _choices(rule), reference.vocabulary
        )


def test_every_rule_of_the_shipped_directory_can_be_chosen_from_the_menus(shipped_menus: Menus) -> None:
    for rule in _shipped():
        assert rule.rule in {choice.code for choice in shipped_menus.does}
        assert rule.strength in {choice.code for choice in shipped_menus.firmness}
        assert rule.facet in {choice.code for choice in shipped_menus.facets}
        assert set(rule.values) <= {choice.code for choice in shipped_menus.values[rule.facet]}


def test_menus_are_in_plain_words(shipped_menus: Menus) -> None:
    assert [choice.label for choice in shipped_menus.does] == ["requires", "excludes", "gives priority to"]
    assert [choice.label for choice in shipped_menus.firmness] == ["hard", "usually", "contested"]
    assert [choice.label for choice in shipped_menus.values["gender"]][:2] == ["Women", "Men"]
    assert "Lambeth" in [choice.code for choice in shipped_menus.values["area"]]
    assert not shipped_menus.values["age"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("requires hard age 18-; source 1", "Only for: people aged 18 or over."),
        ("requires usually age 18 - 25 ; source 12", "Usually only for: people aged 18 to 25."),
        ("requires hard age 18+; source 1", "Only for: people aged 18 or over."),
        ("requires hard age -25; source 1", "Only for: people aged 25 or under."),
        ("excludes discretionary housing: Hostel, settled; source 2", "Usually not for: "),
        ("requires hard area: Lambeth, Southwark; source 1; note: lives-in", "Only for: people who live in Lambeth"),
        ("requires hard other; source 1; note: people; of all kinds", "Only for: people; of all kinds."),
    ],
)
def test_a_text_is_read_as_it_is_meant(text: str, sentence: str, reference: Reference, shipped_menus: Menus) -> None:
    assert rule_sentence(read(text, shipped_menus), reference.vocabulary).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not a rule. Write it like: requires hard age 18-; source 1"),
        ("women only", "is not a rule"),
        ("require hard age 18-; source 1", "Did you mean requires?"),
        ("requires hrad age 18-; source 1", "Did you mean hard?"),
        ("requires hard gendr: woman; source 1", "Did you mean gender?"),
        ("requires hard gender: women and men; source 1", "There is no value of gender"),
        ("requires hard gender: woman,; source 1", "between commas"),
        ('requires hard other: "a\\q"; source 1', "quotation marks"),
        ("requires hard gender: woman", "names the source"),
        ("requires hard age 18; source 1", "18- for 18 or over"),
        ("requires hard age -; source 1", "a lowest or a highest age"),
        ("requires hard age 18-200; source 1", "is not an age"),
        ("requires hard age 18-; source 1, 2", "does not understand"),
        ("requires hard age 18-; source 1; nota: x", "does not understand"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_is_allowed(text: str, says: str, shipped_menus: Menus) -> None:
    with pytest.raises(UsageError) as caught:
        read(text, shipped_menus)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (Criterion("age", "requires", "hard", (), 30, 20, None, 1), "the lowest age"),
        (Criterion("age", "requires", "hard", (), None, None, None, 1), "needs values, an age or a note"),
        (Criterion("age", "requires", "hard", (), 18, None, None, 0), "greater than or equal to 1"),
    ],
)
def test_what_was_chosen_is_checked(wrong: Criterion, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        criterion_of(wrong)


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)
NOTES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=""), min_size=1, max_size=40)


@given(
    facet=st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True),
    rule=st.sampled_from(["requires", "excludes", "prioritises"]),
    strength=st.sampled_from(["hard", "discretionary", "contested"]),
    values=st.lists(WORDS.filter(str.strip), max_size=3),
    ages=st.tuples(st.none() | st.integers(0, 120), st.none() | st.integers(0, 120)),
    note=st.none() | NOTES.filter(str.strip),
    source=st.integers(1, 9999),
)
def test_any_rule_comes_back_from_its_text(  # noqa: PLR0913
    *,
    facet: str,
    rule: str,
    strength: str,
    values: list[str],
    ages: tuple[int | None, int | None],
    note: str | None,
    source: int,
) -> None:
    kept = tuple(value.strip() for value in values)
    choices = Criterion(facet, rule, strength, kept, *ages, note.strip() if note else None, source)
    assert read(text_of(choices)) == choices
