"""What a listing or a person may write, however odd, is printed as harmless text, in all three forms."""

import re
import subprocess
import sys
import unicodedata
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.refer.blocks import Block, Fact, Facts, Fill, Items, Number, Paragraph, Section, Sheet
from navigator.refer.clean import UNKNOWN, clean, clean_line
from navigator.refer.html import to_html
from navigator.refer.pdf import to_pdf
from navigator.refer.plain import to_text
from tests.refer.test_html import Seen

ROOT = Path(__file__).parents[2]
READABLE = (
    "<script>alert(1)</script>", "<img src=file:///etc/passwd>", "{{ 7*7 }}", "{% include 'x' %}", "&amp; &lt; &#65;",
    "<font size=99>x</font><br/>", "<a href='http://x.test/'>x</a>", "]]> --> <!--", "</style></title>", "%s %n {0}",
    '" onload="x', "<para>", "<seq/><img/>", "é ñ Łódź",
)  # fmt: skip
ODD = (
    "a" + "\n" * 10_000 + "b", "before\u202eafter\u202c", "\u2066x\u2069\u061c\u200f", "nul\0\x07\x1b[31m\x7f\x85",
    "lone \ud800 \udfff", "w" * 5000, "emoji 😀👩🏽\u200d🚀☎️", "سلام שלום 漢字 ሰላም", "a" + "\u0301" * 500 + "b",
    "\ufeff\ufffe\U0010ffff\ue000", "tag\U000e0041\U000e007f", "a\r\nb\rc\u2028d\u2029e\x0bf\x0cg",
    "\t  many   spaces \xa0\xa0",
)  # fmt: skip
TURNING = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def hostile(*texts: str) -> Sheet:
    """A sheet that has each text in every place that holds one."""
    blocks: tuple[Block, ...] = (
        *(Paragraph(text, tone) for text in texts for tone in ("plain", "warning")),
        Facts(tuple(Fact(text, (text, text)) for text in texts)),
        Items(texts),
        Items(texts, "box"),
        *(Number(text, text, qr=True) for text in texts),
        *(Fill(text, 2, text) for text in texts),
    )
    below = tuple(Section(text, blocks[:2]) for text in texts)
    return Sheet(texts[0], blocks, below, texts[0], texts[0], "name", large=len(texts) == 1)


def printed(sheet: Sheet) -> str:
    document = pypdfium2.PdfDocument(to_pdf(sheet))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("text", READABLE)
def test_markup_is_printed_as_it_was_written(text: str) -> None:
    sheet = hostile(text)
    page = to_html(sheet)
    seen = unescape(re.sub("<[^>]*>", "", page[page.index("<main>") :]))
    for form in (to_text(sheet), seen, printed(sheet)):
        assert squeezed(form).count(squeezed(text)) >= 10


def test_markup_adds_nothing_to_a_page() -> None:
    harmless, seen = Seen(to_html(hostile(*["x"] * len(READABLE)))), Seen(to_html(hostile(*READABLE)))
    assert set(seen.tags) <= set(harmless.tags) | {"br"}
    assert set(seen.attributes) <= set(harmless.attributes)
    assert not {"script", "img"} & set(seen.tags)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_what_does_not_print_is_in_no_form(text: str) -> None:
    sheet = hostile(text)
    forms = to_text(sheet), to_html(sheet), printed(sheet).replace("\r\n", "\n").replace("\ufffe", "-")
    for form in forms:
        assert form.encode()
        assert not TURNING & set(form)
        assert not {"Cc", "Cs", "Co"} & {unicodedata.category(letter) for letter in set(form) - {"\n"}}
    for form in forms[:2]:
        assert "\n\n\n" not in form
        assert not re.search("\u0301{5}", form)


def test_blank_lines_and_heaps_of_accents_are_cut() -> None:
    assert clean("a" + "\n" * 10_000 + "b") == "a\n\nb"
    assert clean(" a \n \t\n\u2029 \n b\r\nc ") == "a\n\nb\nc"
    assert clean("x" + "\u0301" * 500) == "x" + "\u0301" * 4
    assert clean("\ud800\ue000\uffff") == UNKNOWN * 3
    assert clean("left\u202eright\0 \ufeff\u2066end") == "leftright end"
    assert clean_line("one\n\n two\r\nthree") == "one two three"


@given(st.text(st.characters(), max_size=60))
def test_cleaning_once_is_enough(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip()
    assert "\n" not in clean_line(text)
    once.encode()


WATCHED = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
import jinja2.ext, pypdfium2, reportlab.platypus, segno
from tests.refer.test_hostile import READABLE, ODD, hostile
from navigator.refer import html, pdf_pages, plain
from navigator.refer.pdf import to_pdf
ours = tuple(str(Path(one).resolve()) for one in (sys.prefix, sys.base_prefix, {str(ROOT)!r}))
opened, told = set(), set()
def watch(event, arguments):
    if event == "open":
        opened.add(str(Path(str(arguments[0])).resolve()))
    elif event.startswith(("socket.", "urllib.", "subprocess.", "os.system", "os.exec", "http.")):
        told.add(event)
sys.addaudithook(watch)
sheet = hostile(*READABLE, *ODD)
to_pdf(sheet), html.to_html(sheet), plain.to_text(sheet)
data = {{one for one in opened if not one.endswith((".py", ".pyc"))}}
assert not told, told
print(*sorted(data), sep="\\n")
"""


def test_nothing_is_opened_but_its_own_fonts_and_pages() -> None:
    done = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    found = {Path(line) for line in done.stdout.splitlines()}
    resources = ROOT / "resources"
    assert found
    assert {path.parent for path in found} == {resources / "fonts", resources / "sheets"}, found
