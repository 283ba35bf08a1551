"""A sheet as plain text, for the clipboard and for a file that opens anywhere."""

from collections.abc import Iterator
from typing import Final

from navigator.refer.blocks import Block, Fact, Facts, Fill, Items, Mark, Number, Paragraph, Section, Sheet
from navigator.refer.clean import clean, clean_line

_UNDER: Final = "  "
_RULED: Final = "_" * 60
_SIGNS: Final = {"bullet": "-", "box": "[ ]"}
_WARNING: Final = "! "


def to_text(sheet: Sheet) -> str:
    """All of a sheet in lines of text, in reading order, with a line break at its end."""
    parts = [_headed(sheet.title, "="), *map(_block, sheet.opening)]
    for section in sheet.sections:
        parts.extend(_section(section, "-"))
    dated = f"Dated {clean_line(sheet.dated)}" if sheet.dated else ""
    parts.append("\n".join(filter(None, (clean_line(sheet.foot), dated))))
    return "\n\n".join(filter(None, parts)) + "\n"


def _section(section: Section, line: str) -> Iterator[str]:
    yield _headed(section.heading, line)
    yield from map(_block, section.blocks)
    for one in section.sections:
        yield from _section(one, "")


def _headed(heading: str, line: str) -> str:
    heading = clean_line(heading)
    return "\n".join(filter(None, (heading, line * min(len(heading), len(_RULED)))))


def _block(block: Block) -> str:
    match block:
        case Paragraph(text=text, tone=tone):
            return _indented(clean(text), _WARNING if tone == "warning" else "")
        case Facts(facts=facts):
            return "\n".join(map(_fact, facts))
        case Items(texts=texts, mark=mark):
            return "\n".join(_indented(clean(text), f"{_sign(mark, n)} ") for n, text in enumerate(texts, 1))
        case Number(number=number, label=label, note=note):
            rung = ": ".join(filter(None, (clean_line(label), clean_line(number))))
            return "\n".join(filter(None, (rung, note and _indented(clean(note), _UNDER))))
        case Fill():
            return _fill(block)


def _fact(fact: Fact) -> str:
    lines = [clean(line) for line in fact.lines]
    term = f"{clean_line(fact.term)}:"
    if len(lines) == 1 and "\n" not in lines[0]:
        return f"{term} {lines[0]}"
    return "\n".join([term, *(_indented(line, _UNDER) for line in lines)])


def _fill(fill: Fill) -> str:
    return "\n".join(filter(None, (clean_line(fill.label), clean(fill.text), *[_RULED] * fill.lines)))


def _sign(mark: Mark, number: int) -> str:
    return _SIGNS.get(mark, f"{number}.")


def _indented(text: str, first: str) -> str:
    """A text whose first line begins with some letters, and the others as far from the edge."""
    return first + text.replace("\n", "\n" + " " * len(first))
