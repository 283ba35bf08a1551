"""The questions of Check: their words, why they are asked, and what a yes to a choice says no to by itself.

They are data, reviewed like the listings, so that whoever knows how to ask can change how it is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from navigator.resources import resource
from navigator.reviewed import Table

FACETS: Final = (
    "age", "gender", "area", "housing", "recourse", "substance-use", "mental-health", "criminal-justice",
    "domestic-abuse", "exploitation", "family", "gp", "identity", "risk",
)  # fmt: skip
"""What is asked about: every facet of a rule but ``other``, which nobody can compute."""

SENSITIVE: Final = 4
MOST_INTRUSIVE: Final = 5
_WITHOUT_CHOICES: Final = ("age", "area")
_SAID: Final = (
    "needs_text", "privacy", "leave_out", "choose_one", "choose_any", "rather_not", "skip", "not_here", "enough",
    "enough_says",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet in words to read out, and the other values that a yes to it says no to."""

    value: str
    label: str
    rules_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one facet.

    ``text``, ``why`` and the labels face the person, ``worker`` faces the one who asks. ``intrusiveness`` goes from 1
    to 5. ``one_answer``: a yes says no to every other choice. ``none`` is the label of a choice that says no to all,
    "" where there should be none. Age has no choices; those of area come from the directory.
    """

    facet: str
    text: str
    why: str
    worker: str
    intrusiveness: int
    one_answer: bool
    choices: tuple[Choice, ...]
    none: str

    @property
    def sensitive(self) -> bool:
        """Whether it is asked only where it is safe to talk."""
        return self.intrusiveness >= SENSITIVE


@dataclass(frozen=True, slots=True)
class NeedChoice:
    """Something a person may come for, in words to read out, and the needs of the vocabulary it stands for."""

    code: str
    label: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Safety:
    """What is asked before the first sensitive question, and the labels of its two answers."""

    text: str
    why: str
    worker: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Questions:
    """Everything Check says while it asks.

    ``not_here`` answers someone for whom it is not safe to talk; ``enough_says`` is the sentence under ``enough``;
    ``leave_out`` says that any question can be left.
    """

    needs: tuple[NeedChoice, ...]
    safety: Safety
    questions: tuple[Question, ...]
    needs_text: str
    privacy: str
    leave_out: str
    choose_one: str
    choose_any: str
    rather_not: str
    skip: str
    not_here: str
    enough: str
    enough_says: str

    def question(self, facet: str) -> Question:
        """The question about a facet; raises KeyError for one nobody is asked about."""
        for question in self.questions:
            if question.facet == facet:
                return question
        raise KeyError(facet)

    @property
    def rules_out(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """For a facet and value, the other values of the facet that a yes to it says no to, where there are any."""
        choices = ((question.facet, choice) for question in self.questions for choice in question.choices)
        return {(facet, choice.value): choice.rules_out for facet, choice in choices if choice.rules_out}


def read_questions(path: Path | None = None) -> Questions:
    """The questions in a file, the shipped one when None, in its order.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    top = Table.read(path or resource("questions.toml"))
    top.only("say", "safety", "need", "question")
    return Questions(
        needs=_needs(top.table("need")),
        safety=_safety(top.table("safety")),
        questions=_questions(top.table("question")),
        **_said(top.table("say")),
    )


def _said(table: Table) -> dict[str, str]:
    table.only(*_SAID)
    return {key: table.text(key) for key in _SAID}


def _safety(table: Table) -> Safety:
    keys = ("text", "why", "worker", "yes", "no")
    table.only(*keys)
    return Safety(*map(table.text, keys))


def _needs(table: Table) -> tuple[NeedChoice, ...]:
    choices = tuple(map(_need, table.each()))
    table.differ({choice.code: choice.label for choice in choices}, "has the same label as")
    table.differ({f"{need} of {each.code}": need for each in choices for need in each.needs}, "is there already,")
    return choices


def _need(table: Table) -> NeedChoice:
    table.only("label", "needs")
    return NeedChoice(table.name, table.text("label"), table.texts("needs", needed=True))


def _questions(table: Table) -> tuple[Question, ...]:
    table.only(*FACETS)
    missing = [facet for facet in FACETS if facet not in table.entries]
    if missing:
        raise table.wrong(f"'{missing[0]}' has no question")
    return tuple(map(_question, table.each()))


def _question(table: Table) -> Question:
    table.only(*_keys_of(table))
    intrusiveness = table.number("intrusiveness")
    if intrusiveness is None or not 1 <= intrusiveness <= MOST_INTRUSIVE:
        raise table.wrong(f"'intrusiveness' must be a whole number from 1 to {MOST_INTRUSIVE}")
    one_answer = table.flag("one_answer")
    question = Question(
        table.name,
        text=table.text("text"),
        why=table.text("why"),
        worker=table.text("worker"),
        intrusiveness=intrusiveness,
        one_answer=one_answer,
        choices=() if table.name in _WITHOUT_CHOICES else _choices(table, one_answer=one_answer),
        none=table.text("none", needed=False),
    )
    labels = {choice.value: choice.label for choice in question.choices}
    table.differ({**labels, **({"none of them": question.none} if question.none else {})}, "has the same label as")
    return question


def _keys_of(table: Table) -> tuple[str, ...]:
    """What a question may have: one without choices has nothing about them, and one answer rules out all others."""
    keys = ("text", "why", "worker", "intrusiveness", "none")
    if table.name in _WITHOUT_CHOICES:
        return keys
    return (*keys, "choices", "one_answer", *(() if table.entries.get("one_answer") is True else ("rules_out",)))


def _choices(table: Table, *, one_answer: bool) -> tuple[Choice, ...]:
    labels = table.table("choices")
    values = tuple(labels.entries)
    stated = _ruled_out(table.table("rules_out", needed=False), values)
    others = {value: tuple(other for other in values if other != value) for value in values}
    ruled = others if one_answer else stated
    return tuple(Choice(value, labels.text(value), ruled.get(value, ())) for value in values)


def _ruled_out(table: Table, values: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    table.only(*values)
    ruled = {value: table.texts(value, needed=True) for value in table.entries}
    for value, others in ruled.items():
        for other in others:
            if other not in values or other == value:
                raise table.wrong(f"'{value}' names '{other}', which is not another of the choices")
    return ruled
