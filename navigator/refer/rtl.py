"""Words written from the right, such as Arabic and Hebrew, put in the order and the shapes that a printer needs.

A small part of Unicode's rules for writing in two directions (UAX 9, without its embeddings, which ``clean`` takes
out), and of how Arabic letters join (the Unicode Standard, chapter 9.2).
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

_FROM_RIGHT: Final = frozenset({"R", "AL"})
_NUMBERS: Final = frozenset({"EN", "AN"})
_FORMS: Final = (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))
_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_TATWEEL: Final = "\u0640"

Levels = Sequence[int]


def is_mixed(text: str) -> bool:
    """Whether any of a text is written from the right."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _FROM_RIGHT for letter in text)


def begins_right(text: str) -> bool:
    """Whether a text as a whole is written from the right: its first letter is."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in _FROM_RIGHT or kind == "L"), "L") in _FROM_RIGHT


def lines(text: str, wide: float, measure: Callable[[str], float]) -> Iterator[str]:
    """The lines of a text no wider than that, each in the order of its letters from left to right on the paper."""
    for line in text.split("\n"):
        right = begins_right(line)
        for part in _broken(_joined(line), wide, measure):
            yield _ordered(part, right)


def _broken(line: str, wide: float, measure: Callable[[str], float]) -> Iterator[str]:
    begun = ""
    for word in line.split(" "):
        longer = f"{begun} {word}" if begun else word
        if begun and measure(longer) > wide:
            yield begun
            longer = word
        begun = longer
    yield begun


def _ordered(line: str, right: bool) -> str:  # noqa: FBT001
    """The letters of one line from left to right."""
    clusters = _clusters(line)
    levels = _levels(clusters, int(right))
    for level in range(max(levels, default=0), 0, -1):
        clusters, levels = _turned(clusters, levels, level)
    return "".join(
        cluster.translate(_MIRRORED) if level % 2 else cluster for cluster, level in zip(clusters, levels, strict=True)
    )


def _turned(clusters: Sequence[str], levels: Levels, level: int) -> tuple[list[str], list[int]]:
    """The same with each run of that level or a higher one turned round."""
    turned: list[tuple[str, int]] = []
    for high, run in groupby(zip(clusters, levels, strict=True), lambda one: one[1] >= level):
        together = list(run)
        turned.extend(together[::-1] if high else together)
    return [cluster for cluster, _ in turned], [each for _, each in turned]


def _clusters(line: str) -> list[str]:
    """Letters with the marks on them."""
    clusters: list[str] = []
    for letter in line:
        if clusters and unicodedata.combining(letter):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


def _levels(clusters: Sequence[str], base: int) -> list[int]:
    """How deep each is: 0 from the left, 1 from the right, 2 for numbers within what is from the right."""
    found = [_level(unicodedata.bidirectional(cluster[0]), base) for cluster in clusters]
    levels: list[int] = []
    for number, level in enumerate(found):
        if level is None:
            before = levels[-1] if levels else base
            after = next((each for each in found[number:] if each is not None), base)
            level = before if before == after else min(before, after, key=lambda each: abs(each - base))  # noqa: PLW2901
        levels.append(level)
    return levels


def _level(kind: str, base: int) -> int | None:
    if kind in _FROM_RIGHT:
        return 1
    if kind in _NUMBERS or kind == "L":
        return 2 * base
    return None


def _joined(line: str) -> str:
    """The line with each Arabic letter in the shape that it has beside its neighbours."""
    pairs = _pairs()
    shaped: list[str] = []
    skipped = False
    for at, letter in enumerate(line):
        if skipped:
            skipped = False
            continue
        pair = line[at : at + 2]
        skipped = pair in pairs
        shaped.append(_shape(pair if skipped else letter, _before(line, at), _after(line, at + 1 + skipped)))
    return "".join(shaped)


def _shape(letters: str, before: str, after: str) -> str:
    forms = _pairs().get(letters) or _letters().get(letters)
    if not forms:
        return letters
    from_before = before == _TATWEEL or "initial" in _letters().get(before, {})
    to_after = "initial" in forms and (after == _TATWEEL or "final" in _letters().get(after, {}))
    wanted = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get((from_before, to_after))
    return forms.get(wanted or "isolated", forms.get("isolated", letters))


def _before(line: str, at: int) -> str:
    return next((letter for letter in reversed(line[:at]) if not unicodedata.combining(letter)), "")


def _after(line: str, at: int) -> str:
    return next((letter for letter in line[at:] if not unicodedata.combining(letter)), "")


Forms = Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def _letters() -> Forms:
    return _forms(1)


@lru_cache(maxsize=1)
def _pairs() -> Forms:
    """Lam with alef, which always join in one shape."""
    return {letters: forms for letters, forms in _forms(2).items() if letters[0] == "\u0644" and letters[1] in "اأإآ"}


def _forms(many: int) -> Forms:
    """The shapes of so many letters at once, each under where in a word it stands, as Unicode decomposes them."""
    found: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if len(letters) == many:
            text = "".join(chr(int(letter, 16)) for letter in letters)
            found.setdefault(text, {}).setdefault(kind.strip("<>"), chr(code))
    return found
