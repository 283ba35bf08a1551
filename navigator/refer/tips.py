"""Tips between workers: dated, apart from facts, fading with time, and never about a person."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from navigator.errors import UsageError
from navigator.find.wording import plain_date

HEADING: Final = "Tips from workers: nobody has checked these"
REMINDER: Final = "No name, nothing that could tell who somebody is."
FADED: Final = "May no longer hold."
LONGEST: Final = 280
"""The most characters of a tip."""
FADES_MONTHS: Final = 6
"""A tip older than this is shown paler and last, as one that may no longer hold."""
GONE_MONTHS: Final = 12
"""A tip older than this is not shown; it stays in the file."""

_WEEK, _TWO_WEEKS = 7, 14
_YEAR: Final = 12
_AGAIN: Final = "Please look again: nobody must be able to tell who somebody is."
_STAYS: Final = "Stays on this computer."
_NOT_NAMES: Final = frozenset({
    "Adult", "Adults", "Advice", "Access", "April", "August", "Benefits", "Crisis", "Customer", "December", "Duty",
    "February", "Friday", "Front", "Home", "Homeless", "Housing", "January", "July", "June", "March", "May", "Mental",
    "Monday", "November", "October", "Outreach", "Reception", "Saturday", "September", "Services", "Single", "Social",
    "Street", "Sunday", "Team", "The", "Thursday", "Triage", "Tuesday", "Universal", "Wednesday",
})  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Tip:
    """What one worker tells others about a service; ``key`` is its number in the file, ``age`` how old it is in words.

    ``fading``: it may no longer hold. ``local``: it stays on this computer and is never sent on.
    """

    key: int
    text: str
    day: date
    age: str
    fading: bool
    local: bool

    @property
    def says(self) -> str:
        """When it was left, in words, and what else to know of it."""
        day = plain_date(self.day.isoformat())
        left = f"Left {self.age}, on {day}." if self.age else f"Left on {day}."
        return " ".join(filter(None, (left, FADED if self.fading else "", _STAYS if self.local else "")))

    def __repr__(self) -> str:
        """Nothing that somebody wrote."""
        return f"Tip({self.key})"


def tidy(text: str) -> str:
    """A tip as it is kept: one line, without what cannot be seen. Raises UsageError for an empty or too long one."""
    line = " ".join("".join(map(_seen, text)).split())
    if not line:
        raise UsageError("A tip needs some words.")
    if len(line) > LONGEST:
        raise UsageError(f"A tip has up to {LONGEST} characters; this one has {len(line)}.")
    return line


def age_in_words(day: date, today: date) -> str:
    """How long ago a day was: ``"3 weeks ago"``; "" for one that is yet to come."""
    days, months = (today - day).days, _months(day, today)
    match days:
        case 0:
            return "today"
        case 1:
            return "yesterday"
    if days < 0:
        return ""
    if days < _TWO_WEEKS:
        return f"{days} days ago"
    if months < 2:  # noqa: PLR2004 - "1 months ago"
        return f"{days // _WEEK} weeks ago"
    return f"{months} months ago" if months < _YEAR else "a year ago or more"


def is_older(day: date, months: int, today: date) -> bool:
    """Whether a day was more than so many whole months ago."""
    whole = _months(day, today)
    return whole > months or (whole == months and day.day != today.day)


def about_a_person(text: str) -> str:
    """A sentence to think again, where a tip looks as if somebody could be recognised by it; "" where it does not.

    It reminds and never forbids: the number may be the service's own, the name that of a place.
    """
    found = next((what for what, there in _SIGNS if there(text)), "")
    return f"{found} {_AGAIN}" if found else ""


def _seen(letter: str) -> str:
    """A character as it is kept: breaks become spaces, and what turns or hides other letters goes."""
    kind = unicodedata.category(letter)
    return " " if letter.isspace() or kind == "Cc" else "" if kind in {"Cf", "Cs", "Co", "Cn"} else letter


def _months(day: date, today: date) -> int:
    """Whole months from one day to another; one that is not there, such as 31 June, counts as the next."""
    return (today.year - day.year) * _YEAR + today.month - day.month - (today.day < day.day)


def _sign(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> Callable[[str], bool]:
    compiled = re.compile(pattern, flags)
    return lambda text: compiled.search(text) is not None


def _names_somebody(text: str) -> bool:
    return any(found[1] not in _NOT_NAMES and not found[1].isupper() for found in _AFTER.finditer(text))


_AFTER: Final = re.compile(
    r"\b(?i:ask(?:ed|ing)?\s+for|speak\s+(?:to|with)|spoke\s+(?:to|with)|talk\s+to|contact|call(?:ed)?|named|name\s+is"
    r"|name:|see|worker|manager|he|she|him|her|client|patient)[\s,:]+([A-Z][\w’'-]+)"
)
_SIGNS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("That looks like an email address.", _sign(r"\S@\S+\.\w")),
    ("That looks like an NHS number.", _sign(r"(?<!\d)[1-9]\d\d[ -]?\d{3}[ -]?\d{4}(?!\d)|\bNHS\s+(?:number|no)\b")),
    ("That looks like a National Insurance number.", _sign(r"\b[A-Z]{2}\s?(?:\d\d\s?){3}[A-D]\b")),
    ("That looks like a phone number.", _sign(r"(?<!\d)(?:\+|0)\d(?:[ ()-]*\d){8,12}(?!\d)")),
    (
        "That looks like a date of birth.",
        _sign(
            r"\b(?:d\.?o\.?b\b|born\b|birthday\b)"
            r"|\b\d{1,2}(?:[/. -]\d{1,2}[/. -]|(?:st|nd|rd|th)?\s+[a-z]{3,9}\s+)(?:19\d\d|20[01]\d)\b"
            r"|\b(?:19\d\d|20[01]\d)-\d\d-\d\d\b"
        ),
    ),
    ("That looks like somebody's age.", _sign(r"\b(?:aged?\s+\d{1,3}|\d{1,3}[ -]?(?:years?[ -]old|y/?o))\b")),
    ("That looks like somebody's name.", _sign(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir)\b\.?\s+[A-Z]", re.RegexFlag(0))),
    ("That could be somebody's name.", _names_somebody),
    ("That sounds as if it is about one person.", _sign(r"\b(?:he|she|him|his|her|hers|my client|my patient)\b")),
)
"""What to say, and how to find it, the surest first."""
