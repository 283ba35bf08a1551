"""A sheet as one accessible web page that needs nothing but itself, and opens where there is no network."""

from functools import lru_cache
from typing import TYPE_CHECKING

from navigator.refer import qr
from navigator.refer.blocks import Number, Sheet
from navigator.refer.clean import clean, clean_line
from navigator.resources import resource

if TYPE_CHECKING:
    from jinja2 import Template


def to_html(sheet: Sheet) -> str:
    """A page of HTML in UTF-8: no script, and nothing it loads; every text in it is escaped."""
    return _template().render(sheet=sheet, caption=qr.CAPTION)


@lru_cache(maxsize=1)
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resource("sheets")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(clean=clean, line=clean_line, paragraphs=_paragraphs, dial=qr.dial)
    environment.globals.update(square=_square)
    environment.tests["block"] = _is_a
    return environment.get_template("sheet.html")


def _paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph of a text."""
    return [part.split("\n") for part in clean(text).split("\n\n")]


def _is_a(block: object, kind: str) -> bool:
    return type(block).__name__ == kind


def _square(block: Number) -> tuple[int, str]:
    """How many squares wide, and the path that draws them; 0 where no square is wanted or there is nothing to ring."""
    rows = qr.squares(block.number) if block.qr else ()
    return (qr.size(rows), qr.svg_path(rows)) if rows else (0, "")
