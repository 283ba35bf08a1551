"""The discreet sheet: numbers under names that tell nothing, for a person whose papers somebody else may see.

It holds a neutral title, a name that the worker approves and a number for each service, and nothing else: no service,
no place, no web name, no square to point a phone at. A name that tells is refused, and nobody can print it anyway:
whoever is harmed by what it says is not the one who typed it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from navigator.errors import UsageError
from navigator.find.wording import listed, plain_date
from navigator.refer.blocks import Number, Sheet
from navigator.refer.stop_facts import StopFacts
from navigator.refer.telling import NOBODYS, TellingWords, visible

TITLE: Final = "Numbers"
FILE_NAME: Final = "numbers"
LONGEST_NAME: Final = 40
"""The most letters of a name on the sheet."""
QUESTION: Final = "Is paper safe? Who might see it?"

_ORDER: Final = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh",
    "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
    "Twentieth",
)  # fmt: skip
_OPTION: Final = re.compile(r"\b(?:option|press|choose)\s+(?:option\s+)?(\d)\b", re.IGNORECASE)
_TEXTED: Final = re.compile(r"\s*text\b", re.IGNORECASE)
_DIALLED: Final = frozenset("+ 0123456789")
_LONGEST_GROUP: Final = 4
_SPOKEN: Final = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """An answer to whether paper is safe, and what follows from it.

    ``code`` never changes: ``"safe"`` leads to the full sheet for the person, ``"seen"`` to the discreet sheet,
    ``"unsafe"`` to one number to remember, with nothing printed.
    """

    code: str
    says: str
    follows: str


PAPER_ANSWERS: Final = (
    PaperAnswer(
        "safe",
        "Paper is safe",
        "Print the full sheet. It names the services and says what they do.",
    ),
    PaperAnswer(
        "seen",
        "Somebody might see it, or we are not sure",
        "Print numbers only, under names that tell nothing. Whoever finds a number can still ring it or look it up.",
    ),
    PaperAnswer(
        "unsafe",
        "Remember one number instead",
        "Nothing is printed. Learn one number together. A call may still show on the phone or on its bill.",
    ),
)
"""The answers to `QUESTION`, in the order they are offered."""


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One number of the discreet sheet, and the name it stands under.

    ``whose`` is for the worker's screen, and never on the sheet: the service, and whose number it is where it has none
    of its own. ``own`` are the words that say which service it is, and may be in no name.
    """

    id: str
    name: str
    number: str
    whose: str = ""
    own: frozenset[str] = NOBODYS

    def __repr__(self) -> str:
        """Nothing that somebody wrote."""
        return f"Entry({self.id!r})"

    def named(self, name: str) -> "Entry":
        """The same under another name, as it would be printed."""
        return replace(self, name=visible(name))


@dataclass(frozen=True, slots=True)
class Remember:
    """One number to learn by heart.

    ``groups`` are its digits in parts that are easy to learn, ``aloud`` the same as they are said, ``rhythm`` how to
    learn them; ``whose`` is for the worker to say, and ``says`` what is known of the line, "" for nothing.
    """

    number: str
    groups: tuple[str, ...]
    aloud: str
    rhythm: str
    whose: str
    says: str = ""


def entries(facts: Iterable[StopFacts]) -> tuple[Entry, ...]:
    """A number for each stop that has one or for which another can be rung, under names that tell nothing.

    A number that two stops share is there once, under the first. What is left out is in `left_out`.
    """
    words, found = TellingWords.read(), defaultdict[str, list[StopFacts]](list)
    for each in facts:
        found[_number(each)].append(each)
    return _named(tuple(_entry(number, sharing, words) for number, sharing in found.items() if number), words)


def left_out(facts: Iterable[StopFacts]) -> tuple[str, ...]:
    """A sentence for the worker for each stop that the sheet has no number for; never on the sheet."""
    without = (each for each in facts if not _number(each))
    return tuple(f"{each.listing.name} is left out: we found no number to ring for it." for each in without)


def telling(text: str, entries: Iterable[Entry] = ()) -> tuple[str, ...]:
    """The words in a text that tell: the reviewed ones, and those that say which service one of the entries is."""
    return TellingWords.read().telling(text, _own(entries))


def refusal(name: str, entries: Iterable[Entry] = ()) -> str:
    """Why a name may not be printed, in one sentence; "" where it may."""
    return _refusal(name, TellingWords.read(), _own(entries))


def discreet_sheet(entries: Sequence[Entry], dated: str = "") -> Sheet:
    """The sheet: what is in it is all that will be printed. ``dated`` is the directory's own ISO day, "" for none.

    Raises UsageError, with one sentence, where a name tells.
    """
    words, own = TellingWords.read(), _own(entries)
    for entry in entries:
        refused = _refusal(entry.name, words, own)
        if refused:
            raise UsageError(refused)
    return Sheet(
        title=TITLE,
        opening=tuple(Number(entry.number, visible(entry.name)) for entry in entries),
        sections=(),
        foot="",
        dated=plain_date(dated),
        file_name=FILE_NAME,
        large=True,
    )


def remember(entries: Sequence[Entry]) -> Remember:
    """The first of the numbers, to learn by heart; where there are none, a free line that anybody may ring."""
    if entries:
        return _remember(entries[0].number, entries[0].whose)
    free = TellingWords.read().free
    return _remember(free.number, free.name, free.says)


def _entry(number: str, sharing: Sequence[StopFacts], words: TellingWords) -> Entry:
    """The entry of the stops that share a number; it has no name yet."""
    own = frozenset[str]().union(*(words.identifying(each.listing, _instead(each)) for each in sharing))
    return Entry(sharing[0].listing.id, "", number, _whose(sharing), own)


def _whose(sharing: Sequence[StopFacts]) -> str:
    names = listed((each.listing.name for each in sharing), "and")
    instead = next((each.instead for each in sharing if not each.listing.phones), None)
    return f"{names} (the number of {instead.name}: {instead.why})" if instead else names


def _instead(facts: StopFacts) -> tuple[str, ...]:
    return (facts.instead.name, facts.instead.organization) if facts.instead else ()


def _number(facts: StopFacts) -> str:
    """The number to ring as it is printed, of its own or instead; "" where there is none."""
    listing, instead = facts.listing, facts.instead
    if listing.phones:
        return _dialled(listing.phones[0].number, listing.phones[0].note or "")
    return _dialled(instead.number, instead.note) if instead else ""


def _dialled(number: str, note: str) -> str:
    """A number, and what to press once somebody answers; a line that only takes texts says so."""
    plain, option = _plain(number), _OPTION.search(note)
    if plain and option:
        return f"{plain}, then {option[1]}"
    return f"{plain} (text)" if plain and _TEXTED.match(note) else plain


def _plain(number: str) -> str:
    """Digits in groups, and nothing else that a listing may hold."""
    return " ".join("".join(letter for letter in number if letter in _DIALLED).split())


def _named(found: tuple[Entry, ...], words: TellingWords) -> tuple[Entry, ...]:
    """Named by their order, in the first way of which no word is a word of one of these services."""
    own = _own(found)
    named = [
        tuple(replace(entry, name=name) for entry, name in zip(found, names, strict=False)) for names in _ways_to_name()
    ]
    return next((way for way in named if not any(words.telling(entry.name, own) for entry in way)), found)


def _ways_to_name() -> Iterator[tuple[str, ...]]:
    count = range(1, len(_ORDER) + 1)
    yield tuple(f"{order} number" for order in _ORDER)
    yield tuple(f"Number {number}" for number in count)
    yield tuple(f"{number}." for number in count)


def _own(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset().union(*(entry.own for entry in entries))


def _refusal(name: str, words: TellingWords, own: frozenset[str]) -> str:
    if len(name) > LONGEST_NAME:
        return f"A name here has at most {LONGEST_NAME} letters."
    found = words.telling(name, own)
    if not found:
        return ""
    tells = "This word tells" if len(found) == 1 else "These words tell"
    return f"{tells}: {listed(found, 'and')}. Choose a name that would mean nothing to somebody else."


def _remember(number: str, whose: str, says: str = "") -> Remember:
    dialled, _, option = number.partition(", then ")
    groups = tuple(part for group in re.findall(r"\d+", dialled) for part in _parts(group))
    lengths = listed((str(len(group)) for group in groups), "and")
    rhythm = f"Learn it in {len(groups)} parts, of {lengths} digits, with a breath after each." if groups[1:] else ""
    practise = "Say it together three times, then once more at the end."
    aloud = ", ".join((*map(_said, groups), *([f"then {_said(option)}"] if option else [])))
    return Remember(number, groups, aloud, f"{rhythm} {practise}".strip(), whose, says)


def _said(digits: str) -> str:
    return " ".join(_SPOKEN[int(digit)] for digit in digits)


def _parts(group: str) -> Iterator[str]:
    """A group of digits as people learn it: never more than four in a row."""
    while len(group) > _LONGEST_GROUP:
        yield group[:3]
        group = group[3:]
    yield group
