"""What a person said is held in memory, told to nobody who does not ask, and forgotten at once."""

import copy
import pickle
from collections.abc import Callable

import pytest
from PySide6.QtTest import QSignalSpy

from navigator.check.answers import Answers
from ui.shell.person import Person

SAID = Answers(age=34, yes=frozenset({("housing", "rough-sleeping")}), needs=("housing",))

pytestmark = pytest.mark.usefixtures("qapp")


def test_nothing_is_said_at_first() -> None:
    person = Person()
    assert person.answers == Answers()
    assert not person.said


def test_what_is_said_is_held_and_told_once() -> None:
    person = Person()
    changed = QSignalSpy(person.changed)
    person.answers = SAID
    person.answers = SAID
    assert (person.answers, person.said, changed.count()) == (SAID, True, 1)


def test_a_need_or_a_question_declined_is_something_to_forget() -> None:
    person = Person()
    person.answers = Answers(needs=("housing",))
    assert person.said
    person.answers = Answers().decline("recourse")
    assert person.said


def test_it_is_forgotten_at_once() -> None:
    person = Person()
    person.answers = SAID
    changed = QSignalSpy(person.changed)
    person.clear()
    person.clear()
    assert (person.answers, person.said, changed.count()) == (Answers(), False, 1)


def test_what_a_room_holds_is_something_to_forget_too() -> None:
    person = Person()
    noted, changed, forgotten = (QSignalSpy(one) for one in (person.noted, person.changed, person.forgotten))
    person.note("days", holds=True)
    person.note("days", holds=True)
    assert (person.said, noted.count(), changed.count()) == (True, 1, 0)
    person.clear()
    assert (person.said, noted.count(), forgotten.count()) == (False, 2, 1)


@pytest.mark.parametrize("shown", [repr, str, "{}".format])
def test_it_is_never_written_out(shown: Callable[[object], str]) -> None:
    person = Person()
    person.answers = SAID
    assert not any(word in shown(person) for word in ("34", "housing", "rough"))


@pytest.mark.parametrize("store", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_cannot_be_stored_or_copied(store: Callable[[object], object]) -> None:
    with pytest.raises(TypeError, match="never stored"):
        store(Person())
