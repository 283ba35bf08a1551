"""What a person said of themselves: partial, value by value, held in memory and nowhere else."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from navigator.errors import NavigatorError

Value = tuple[str, str]
"""A facet and one of its values: ``("housing", "hostel")``; those of ``area`` are names of boroughs."""

OLDEST: Final = 120
_AGE: Final = "age"
_NEED, _NO, _DECLINED = "need", "no", "declined"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be answered: the values of every facet but age, and the needs somebody may come with."""

    values: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...] = ()

    @property
    def facets(self) -> tuple[str, ...]:
        """Every facet there is a question for."""
        return (_AGE, *self.values)


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """What was said yes to, what was said no to, and the facets somebody would rather not speak about.

    Whatever is in neither is not said. ``needs`` are what the person came for.
    """

    age: int | None = None
    yes: frozenset[Value] = frozenset()
    no: frozenset[Value] = frozenset()
    declined: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    """Facets that were asked and left for now."""

    def __repr__(self) -> str:
        """Nothing of what was said, so that no report of a fault can hold it."""
        return "Answers(...)"

    @property
    def facets(self) -> frozenset[str]:
        """The facets something was said about."""
        return frozenset(facet for facet, _ in self.yes | self.no) | ({_AGE} if self.age is not None else frozenset())

    def of(self, facet: str) -> tuple[frozenset[str], frozenset[str]]:
        """The values of a facet said yes to, and those said no to."""
        return _of(facet, self.yes), _of(facet, self.no)

    def with_age(self, age: int) -> "Answers":
        """The same, with an age in years."""
        return replace(self.without(_AGE), age=age)

    def with_values(self, facet: str, yes: Iterable[str], no: Iterable[str] = ()) -> "Answers":
        """The same, with these values of a facet in place of what was said of it."""
        rest = self.without(facet)
        said_yes, said_no = ({(facet, value) for value in values} for values in (yes, no))
        return replace(rest, yes=rest.yes | said_yes, no=(rest.no | said_no) - said_yes)

    def decline(self, facet: str) -> "Answers":
        """The same, with the facet declined and nothing of it said."""
        rest = self.without(facet)
        return replace(rest, declined=rest.declined | {facet})

    def without(self, facet: str) -> "Answers":
        """The same, as if the facet had never been asked."""
        yes, no = (frozenset(value for value in said if value[0] != facet) for said in (self.yes, self.no))
        age = None if facet == _AGE else self.age
        declined, skipped = self.declined - {facet}, self.skipped - {facet}
        return replace(self, age=age, yes=yes, no=no, declined=declined, skipped=skipped)

    def skip(self, facet: str) -> "Answers":
        """The same, with the facet asked and left, and nothing of it said."""
        return self.without(facet).pass_over(facet)

    def pass_over(self, facet: str) -> "Answers":
        """The same, with what was said of a facet, which was asked: what was not said of it was left for now."""
        return replace(self, skipped=self.skipped | {facet})


def _of(facet: str, said: frozenset[Value]) -> frozenset[str]:
    return frozenset(value for its, value in said if its == facet)


def read_answers(document: object, allowed: Allowed, where: str = "The answers") -> Answers:
    """The answers in a JSON document: its text, or what was read from it.

    The form is ``{"age": 34, "housing": ["hostel"], "no": {"mental-health": ["crisis"]}, "declined": ["recourse"]}``,
    and ``"need": ["housing"]`` for what the person came for. Raises NavigatorError, naming the place and what is
    allowed, for anything else; ``where`` begins its sentence.
    """
    return _Reading(allowed, where).answers(_parsed(document, where))


def _parsed(document: object, where: str) -> object:
    if not isinstance(document, str):
        return document
    try:
        return json.loads(document, object_pairs_hook=lambda pairs: _once(pairs, where))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, character {error.colno}"
        raise NavigatorError(f"{where}: not JSON at {place} ({error.msg}).") from error
    except RecursionError as error:
        raise NavigatorError(f"{where}: not JSON that can be read, as it is nested too deeply.") from error
    except ValueError as error:
        raise NavigatorError(f"{where}: not JSON that can be read, as a number in it is far too long.") from error


def _once(pairs: list[tuple[str, Any]], where: str) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NavigatorError(f"{where}: '{twice}' is there twice.")
    return made


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads one document; what it raises begins with where it was."""

    allowed: Allowed
    where: str

    def answers(self, tree: object) -> Answers:
        table = self._table(tree, "")
        self._known(table, (*self.allowed.facets, _NEED, _NO, _DECLINED), "facet")
        said_no = self._table(table.get(_NO, {}), _NO)
        self._known(said_no, tuple(self.allowed.values), f"facet in '{_NO}'")
        yes = self._values({facet: table[facet] for facet in self.allowed.values if facet in table}, "")
        no = self._values(said_no, f"{_NO}.")
        both = sorted(yes & no)
        if both:
            facet, value = both[0]
            raise self._wrong(facet, f"'{value}' is both said yes and said no; it can be one of them")
        age = self._age(table[_AGE]) if _AGE in table else None
        declined = self._listed(table.get(_DECLINED, []), _DECLINED, self.allowed.facets)
        needs = self._listed(table.get(_NEED, []), _NEED, self.allowed.needs)
        answers = Answers(age, yes, no, frozenset(declined), needs)
        contrary = sorted(answers.facets & answers.declined)
        if contrary:
            raise self._wrong(_DECLINED, f"'{contrary[0]}' is both answered and declined; it can be one of them")
        return answers

    def _values(self, table: Mapping[str, object], under: str) -> frozenset[Value]:
        return frozenset(
            (facet, value)
            for facet, values in table.items()
            for value in self._listed(values, f"{under}{facet}", self.allowed.values[facet])
        )

    def _listed(self, values: object, place: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self._wrong(place, f"a list of texts was expected. Allowed: {', '.join(allowed)}")
        found = {value.casefold(): value for value in allowed}
        for value in values:
            if value.casefold() not in found:
                raise self._wrong(place, f"there is no '{value}'. Allowed: {', '.join(allowed)}")
        return tuple(dict.fromkeys(found[value.casefold()] for value in values))

    def _age(self, age: object) -> int:
        if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= OLDEST:
            raise self._wrong(_AGE, f"{json.dumps(age)} is not an age. Allowed: a whole number of years, 0 to {OLDEST}")
        return age

    def _table(self, tree: object, place: str) -> Mapping[str, object]:
        if not isinstance(tree, dict):
            form = 'a JSON object was expected, such as {"age": 34, "housing": ["hostel"]}'
            raise self._wrong(place, form if not place else 'an object was expected, such as {"housing": ["hostel"]}')
        return tree

    def _known(self, table: Mapping[str, object], allowed: tuple[str, ...], what: str) -> None:
        for name in table:
            if name not in allowed:
                raise self._wrong("", f"there is no {what} called '{name}'. Allowed: {', '.join(allowed)}")

    def _wrong(self, place: str, problem: str) -> NavigatorError:
        return NavigatorError(f"{self.where}{place and f', {place}'}: {problem}.")
