"""What the benchmark of Check measures with: people are who they are said to be, and the optimum is one."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import checking
from benchmarks.checking import Asking
from benchmarks.optimum import FACETS, SERVICES, Directory, expected_questions, samples
from benchmarks.people import people
from navigator.check.answers import Answers
from navigator.directory import Store
from navigator.resources import resource

SOME = 60


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    with closing(Store(Path("none"), resource("services.sqlite")).connect()) as connection:
        yield Asking(connection)


def test_the_same_seed_gives_the_same_people(asking: Asking) -> None:
    first, again, other = (people(SOME, seed, asking.questions, asking.boroughs) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_everybody_has_an_answer_to_every_question(asking: Asking) -> None:
    for person in people(SOME, 3, asking.questions, asking.boroughs):
        said = Answers()
        for facet, values in asking.choices.items():
            said = person.asked(said, facet, values)
            assert facet in said.declined | said.facets
            assert person.truth.get(facet, frozenset()) <= set(values)
        assert said.declined == person.declines
        assert asking.services(person.need)


def test_what_is_true_is_a_yes_and_what_else_was_offered_a_no(asking: Asking) -> None:
    for person in people(SOME, 4, asking.questions, asking.boroughs):
        if "identity" in person.declines:
            continue
        said = person.asked(Answers(), "identity", ["lgbtq", "veteran"])
        said = person.asked(said, "identity", ["carer"])
        yes, no = said.of("identity")
        assert yes | no == {"lgbtq", "veteran", "carer"}
        assert yes == person.truth["identity"] & {"lgbtq", "veteran", "carer"}


def test_nothing_takes_fewer_questions_than_the_optimum(asking: Asking) -> None:
    directory = Directory(asking.engine, asking.questions, asking.boroughs, asking.settled_by_answers)
    found = [(sample, *expected_questions(sample)) for sample in samples(directory, 8, 1)]
    for sample, asked, best in found:
        assert sample.services.bit_count() == SERVICES
        assert 0 < best <= asked + 1e-9 <= FACETS
    assert any(asked > best for _, asked, best in found)


def test_fewer_questions_are_asked_than_a_list_has(asking: Asking) -> None:
    by_fixed, by_random = checking.fewer(asking, SOME, 1)
    assert set(by_fixed.beside) == {"asked", "fixed", "fixed, skipping", "random"}
    assert by_fixed.beside["asked"] < by_fixed.beside["fixed, skipping"] < by_fixed.beside["fixed"]
    assert by_fixed.value == pytest.approx(by_fixed.beside["asked"] / by_fixed.beside["fixed"])
    assert by_random.value < by_fixed.value
