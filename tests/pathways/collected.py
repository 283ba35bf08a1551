"""The collected facts that the files of pathways carry over, and what a fact and its text in the project must share."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from navigator.check.answers import Answers
from navigator.check.guidance import Guidance, fitting, read_guidance
from navigator.check.known import Known
from navigator.check.questions import read_questions
from navigator.directory.vocabulary import Vocabulary, read_vocabulary
from navigator.errors import NavigatorError
from navigator.pathways.claims import Cited
from navigator.resources import resource

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "pathways.json"
VOCABULARY = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
GUIDANCE: Mapping[str, Guidance] = {piece.id: piece for piece in read_guidance().guidance}
RULES_OUT = read_questions().rules_out
BLAMES = re.compile(
    r"\b(abusers?|addicts?|addicted|alcoholics?|clean|hard to (engage|reach)|junkies?|misuse\w*|non-engag\w*|offenders?"
    r"|perpetrators?|refusers?|users?|victims?|substance abuse)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\w*\d[\w.,:]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|half|twice)\b", re.IGNORECASE
)

needs_collected = pytest.mark.skipif(not FILE.is_file(), reason="the collected facts are not here")


def collected(kind: str) -> Any:
    return json.loads(FILE.read_text(encoding="utf-8"))[kind]


def numbers(*texts: str | None) -> Counter[str]:
    """Every number in texts, in figures or words, as often as it is there."""
    return Counter(found.strip(".,:").casefold() for text in texts if text for found in _NUMBER.findall(text))


def sources_of(fact: Mapping[str, Any]) -> tuple[Cited, ...]:
    found = [fact["source"], *fact.get("more_sources", [])]
    return tuple(
        Cited(one["title"], one.get("url"), one.get("date") or "", one.get("section") or "") for one in found if one
    )


def known(*yes: tuple[str, str]) -> Known:
    return Known.of(Answers(yes=frozenset(yes)), RULES_OUT)


def quotable(*yes: tuple[str, str]) -> set[str]:
    """The ids of the guidance that is written for a condition."""
    return {piece.id for piece in fitting(GUIDANCE.values(), known(*yes))}


def texts_of(value: object) -> Iterator[str]:
    """Every text in a record but those of its sources, which are other people's."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif not isinstance(value, Cited) and hasattr(value, "__slots__"):
        for name in value.__slots__:
            if name != "scope":
                yield from texts_of(getattr(value, name))


def refused(read: Any, path: Path) -> str:
    """What a reader says of a malformed file: one line that begins with the path of the file or of its sources."""
    with pytest.raises(NavigatorError) as error:
        read(path)
    said = str(error.value)
    assert said.startswith((str(path), str(path.with_name("sources.toml"))))
    assert "\n" not in said
    return said


def copied(folder: Path, name: str, old: str, new: str) -> Path:
    """A shipped file, with its sources beside it, in which a text is replaced once."""
    text = resource("pathways", name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    sources = resource("pathways", "sources.toml").read_text(encoding="utf-8")
    (folder / "sources.toml").write_text(sources, encoding="utf-8")
    return folder / name
