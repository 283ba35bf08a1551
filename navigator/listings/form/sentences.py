"""A rule built from menus, the sentence it makes, and a text that can be typed and read back.

The text is what a rule does, how firmly, the facet, its ages or values, the source and the note, in this order:

- ``requires hard age 18-; source 1``
- ``excludes usually mental-health: crisis, severe-illness; source 2; note: Ask first; they decide``
- ``excludes contested substance-use: alcohol-current; source 1``
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from navigator.check.answers import OLDEST
from navigator.directory import Criterion, Vocabulary
from navigator.errors import UsageError
from navigator.find.nearest import nearest, offer
from navigator.text import normal

if TYPE_CHECKING:
    from navigator.directory.form import CriterionForm

DOES: Final[Mapping[str, str]] = {
    "requires": "requires",
    "excludes": "excludes",
    "prioritises": "gives priority to",
}
"""What a rule does, in the words of its menu."""
FIRMNESS: Final[Mapping[str, str]] = {"hard": "hard", "discretionary": "usually", "contested": "contested"}
"""How firmly, in the words of its menu and of the text."""
FORM: Final = "Write it like: requires hard age 18-; source 1"

_STRENGTHS: Final = {word: code for code, word in FIRMNESS.items()} | {code: code for code in FIRMNESS}
_HEAD: Final = re.compile(
    r"\s*(?P<rule>\S+)\s+(?P<strength>\S+)\s+(?P<facet>[a-z0-9]+(?:-[a-z0-9]+)*)"
    r"(?:\s+(?P<ages>[0-9]*\s*[-+]\s*[0-9]*|[0-9]+))?\s*(?P<colon>:)?",
    re.ASCII,
)
_VALUE: Final = re.compile(r"""\s*(?:("(?:[^"\\]|\\.)*")|([^",;]+))\s*(,|;|$)""")
_SOURCE: Final = re.compile(r"\s*;?\s*source\s+([0-9]+)\s*", re.ASCII)
_NOTE: Final = re.compile(r";\s*note:(.*)", re.DOTALL)
_PLAIN: Final = re.compile(r"""[^\s",;](?:[^",;\x00-\x1f]*[^\s",;])?""")


@dataclass(frozen=True, slots=True)
class MenuChoice:
    """One line of a menu, and what it means in more words, "" for none."""

    code: str
    label: str
    means: str = ""


@dataclass(frozen=True, slots=True)
class Menus:
    """Everything a rule can be built of. ``values`` are those of each facet; age and other have none."""

    does: tuple[MenuChoice, ...]
    firmness: tuple[MenuChoice, ...]
    facets: tuple[MenuChoice, ...]
    values: Mapping[str, tuple[MenuChoice, ...]]


def menus(vocabulary: Vocabulary, areas: Sequence[str]) -> Menus:
    """The menus in the words of a vocabulary, with the areas there are."""
    facets = _choices(vocabulary, "facet")
    values = {facet.code: _choices(vocabulary, f"value.{facet.code}") for facet in facets}
    values["area"] = tuple(MenuChoice(area, area) for area in areas)
    strengths = {term.code: term.means for term in vocabulary.terms("strength")}
    return Menus(
        tuple(MenuChoice(code, label) for code, label in DOES.items()),
        tuple(MenuChoice(code, label, strengths.get(code, "")) for code, label in FIRMNESS.items()),
        facets,
        values,
    )


def criterion_of(choices: Criterion) -> "CriterionForm":
    """What was chosen, in the form that is saved; raises UsageError for what is out of form."""
    from pydantic import ValidationError

    from navigator.directory.form import CriterionForm

    try:
        return CriterionForm(
            facet=choices.facet,
            rule=cast("Literal['requires']", choices.rule),
            strength=cast("Literal['hard']", choices.strength),
            values=choices.values,
            min=choices.minimum,
            max=choices.maximum,
            note=choices.note,
            source=choices.source,
        )
    except ValidationError as error:
        said = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
        raise UsageError(f"The rule is not in form: {said}. {FORM}.") from error


def text_of(choices: Criterion) -> str:
    """A rule as a text that ``read`` reads."""
    least, most = ("" if age is None else str(age) for age in (choices.minimum, choices.maximum))
    ages = f" {least}-{most}" if least or most else ""
    values = f": {', '.join(map(_quoted, choices.values))}" if choices.values else ""
    note = f"; note: {choices.note}" if choices.note else ""
    head = f"{choices.rule} {FIRMNESS[choices.strength]} {choices.facet}"
    return f"{head}{ages}{values}; source {choices.source}{note}"


def read(text: str, reference: Menus | None = None) -> Criterion:
    """The rule in a text; with menus, its facet and values are theirs, by code or by label.

    Raises UsageError, which says how a rule is written.
    """
    head = _HEAD.match(text)
    if head is None:
        raise UsageError(f"“{text.strip()}” is not a rule. {FORM}.")
    rule = _one_of(head["rule"], {code: code for code in DOES}, "what a rule does")
    strength = _one_of(head["strength"], _STRENGTHS, "how firm a rule is")
    values, at = _values(text, head.end()) if head["colon"] else ((), head.end())
    source = _SOURCE.match(text, at)
    if source is None:
        raise UsageError(f"A rule names the source it was read in, as in “; source 1”. {FORM}.")
    rest = text[source.end() :]
    note = _NOTE.fullmatch(rest)
    if rest.strip() and note is None:
        raise UsageError(f"Navigator does not understand “{rest.strip()}” after the source. A note is “; note: …”.")
    facet, values = _known(head["facet"], values, reference) if reference else (head["facet"], values)
    said = (note[1].strip() or None) if note else None
    return Criterion(facet, rule, strength, values, *_ages(head["ages"]), said, int(source[1]))


def _choices(vocabulary: Vocabulary, taxonomy: str) -> tuple[MenuChoice, ...]:
    return tuple(MenuChoice(term.code, term.label, term.means) for term in vocabulary.terms(taxonomy))


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _values(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The values from a place on, and where they end: at the semicolon, or the end of the text."""
    values: list[str] = []
    while True:
        found = _VALUE.match(text, at)
        if found is None:
            raise UsageError(
                f"The values of a rule stand between commas, in quotation marks where they hold one. {FORM}."
            )
        try:
            values.append(json.loads(found[1], strict=False) if found[1] else found[2].strip())
        except ValueError as error:
            raise UsageError(f"{found[1]} is not in quotation marks as it should be.") from error
        at = found.end()
        if found[3] != ",":
            return tuple(values), at - len(found[3])


def _ages(text: str | None) -> tuple[int | None, int | None]:
    """The lowest and highest age: ``"18-25"``, ``"18-"``, ``"18+"``, ``"-25"``; ends included."""
    if not text:
        return None, None
    least, mark, most = re.sub(r"\s", "", text).replace("+", "-").partition("-")
    if not (least or most):
        raise UsageError("A rule about age has a lowest or a highest age: 18-, -25 or 18-25.")
    if not mark:
        raise UsageError(
            f"“{text}” can be read in two ways: write {text}- for {text} or over, {text}-{text} for {text}."
        )
    ages = int(least) if least else None, int(most) if most else None
    if any(age is not None and age > OLDEST for age in ages):
        raise UsageError(f"“{text}” is not an age. Allowed: whole years, 0 to {OLDEST}.")
    return ages


def _known(facet: str, values: Sequence[str], reference: Menus) -> tuple[str, tuple[str, ...]]:
    code = _meant(facet, reference.facets, "facet")
    allowed = reference.values.get(code, ())
    return code, tuple(_meant(value, allowed, f"value of {code}") if allowed else value for value in values)


def _meant(text: str, allowed: Sequence[MenuChoice], what: str) -> str:
    words = {normal(word): choice.code for choice in allowed for word in (choice.label, choice.code)}
    return _one_of(normal(text), words, what, said=text)


def _one_of(text: str, allowed: Mapping[str, str], what: str, said: str = "") -> str:
    if text in allowed:
        return allowed[text]
    meant = offer(dict.fromkeys(allowed[word] for word in nearest(text, allowed)))
    names = ", ".join(dict.fromkeys(allowed.values() if said else allowed))
    raise UsageError(f"There is no {what} called “{said or text}”.{meant} Allowed: {names}.")
