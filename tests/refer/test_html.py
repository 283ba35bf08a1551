import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from navigator.refer.blocks import Number, Section, Sheet
from navigator.refer.html import to_html
from tests.refer.axe import violations
from tests.refer.sheets import SHEETS, person, worker

BROKEN = '<html><body><p style="color:#ccc;background:#fff">Hello</p><img src="data:,"></body></html>'


class Seen(HTMLParser):
    """What a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")


def test_an_accessibility_checker_finds_nothing(tmp_path: Path) -> None:
    pages = {name: to_html(SHEETS[name]) for name in ("worker", "person", "words")}
    found = violations({**pages, "broken": BROKEN}, tmp_path)
    assert {"html-has-lang", "document-title", "color-contrast", "image-alt"} <= set(found.pop("broken"))
    assert found == {name: {} for name in pages}


@pytest.mark.parametrize("name", SHEETS)
def test_a_page_needs_nothing_but_itself(name: str) -> None:
    page = to_html(SHEETS[name])
    seen = Seen(page)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(seen.tags)
    assert not {"src", "srcset", "style", "onload", "action"} & set(seen.attributes)
    assert all(address.startswith("tel:") for address in seen.attributes.get("href", []))
    assert "://" not in page
    assert not re.search(r"url\(|@import|expression", page)
    assert any(value.startswith("default-src 'none'") for value in seen.attributes["content"])


@pytest.mark.parametrize("name", SHEETS)
def test_headings_go_down_one_at_a_time(name: str) -> None:
    levels = [int(tag[1]) for tag in Seen(to_html(SHEETS[name])).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_page_says_its_title_language_and_date() -> None:
    page = to_html(person())
    assert '<html lang="en-GB">' in page
    assert "<title>Places that can help</title>" in page
    assert "Dated 22 November 2026" in page
    assert "Dated" not in to_html(SHEETS["words"])


def test_a_number_has_a_square_with_words_only_where_it_is_wanted() -> None:
    page = to_html(person())
    assert page.count('aria-label="A square that a phone’s camera reads as 020 7403 1931"') == 3
    assert page.count('aria-label="A square that a phone’s camera reads as 116 123"') == 1
    assert "<svg" not in to_html(worker())


def test_what_cannot_be_rung_has_no_square_and_no_link() -> None:
    sheet = Sheet("Title", (Number("Ask at the desk", qr=True),), (Section("Empty"),), "", "", "name")
    page = to_html(sheet)
    assert "Ask at the desk" in page
    assert "<svg" not in page
    assert "tel:" not in page
