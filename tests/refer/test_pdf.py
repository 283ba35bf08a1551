import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import normalize

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from navigator.refer.blocks import Block, Fact, Facts, Fill, Items, Number, Paragraph, Section, Sheet
from navigator.refer.papers import PAPERS, SIZES, Paper
from navigator.refer.pdf import lost_letters, to_pdf
from navigator.refer.qr import CAPTION
from tests.refer.sheets import LONG, SHEETS, person, words, worker

MARKS = re.compile(r"[•☐]|\b\d+\.(?=\s)")

needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not here to read PDFs with")


def extracted(content: bytes) -> list[str]:
    """The text of each page, as another program reads it."""
    read = subprocess.run([shutil.which("pdftotext") or "", "-", "-"], input=content, capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


def letters(text: str) -> str:
    return "".join(MARKS.sub("", text).split())


def body(page: str) -> str:
    """A page's text without what stands at its foot."""
    return re.sub(r"(Navigator saves nothing[^.]*\.[^.]*\.\s*)?(Dated [^\n]*\s*)?Page \d+ of \d+\s*$", "", page)


def pages(content: bytes) -> Iterator[pypdfium2.PdfPage]:
    document = pypdfium2.PdfDocument(content)
    yield from document
    document.close()


def quick(content: bytes) -> list[str]:
    """The text of each page, read in this process."""
    return [page.get_textpage().get_text_bounded() for page in pages(content)]


@needs_pdftotext
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", SHEETS)
def test_text_extracts_in_reading_order(name: str, paper: Paper) -> None:
    sheet = SHEETS[name]
    texts = list(sheet.texts())
    end = texts.index(sheet.dated) - bool(sheet.foot) if sheet.dated else len(texts)
    found = letters("".join(map(body, extracted(to_pdf(sheet, paper)))).replace(CAPTION, ""))
    assert found == letters(" ".join(texts[:end]))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("services", [1, 20])
def test_each_page_is_numbered_and_dated(services: int, paper: Paper) -> None:
    found = quick(to_pdf(worker(services, LONG), paper))
    for number, page in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in page
        assert "Dated 22 November 2026" in page
        assert "What you print is yours to look after." in page
    assert "Dated" not in quick(to_pdf(words()))[0]


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_have_the_size_of_the_paper(paper: Paper) -> None:
    sizes = {page.get_size() for page in pages(to_pdf(person(), paper))}
    assert len(sizes) == 1
    assert sizes.pop() == pytest.approx(SIZES[paper], abs=0.1)


@pytest.mark.parametrize("lines", [10, 40])
def test_a_section_stays_whole_where_a_page_has_room_for_it(lines: int) -> None:
    filler = Paragraph("\n".join(f"line {n}" for n in range(30)))
    whole = Section("Whole", (Facts(tuple(Fact(f"Term {n}", ("said",)) for n in range(lines))),), whole=True)
    found = quick(to_pdf(Sheet("Title", (filler,), (whole,), "", "", "name")))
    assert len(found) == 1 + (lines > 20)
    assert "Whole" in found[-1]
    assert f"Term {lines - 1} " in found[-1]


@pytest.mark.parametrize("lines", range(20, 46))
def test_room_to_write_takes_what_is_left_and_never_a_page(lines: int) -> None:
    filler = Paragraph("\n".join(f"line {n}" for n in range(lines)))
    rest = Section("", (Fill("Room to write", 4, rest=True),))
    with_rest, without = (
        quick(to_pdf(Sheet("Title", (filler,), some, "", "", "", large=True))) for some in ((rest,), ())
    )
    assert len(with_rest) == len(without)
    assert ("Room to write" in with_rest[-1]) == (lines < 32 or len(without) == 2)


def test_digits_to_ring_have_a_zero_without_a_stroke() -> None:
    number = Sheet(
        "Title", (Number("020 7403 1931", "Ring them", qr=True), Number("0300 500 0914", "Or")), (), "", "", ""
    )
    assert b"DejaVuSans-Bold" in to_pdf(number)
    assert b"DejaVuSans-Bold" not in to_pdf(SHEETS["words"])


def test_a_section_apart_begins_a_page() -> None:
    assert [page.startswith("Then: Service 2") for page in quick(to_pdf(person(2)))][1]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lines", range(26, 62, 3))
def test_no_heading_is_left_at_the_foot_of_a_page(lines: int, paper: Paper) -> None:
    filler = Paragraph("\n".join(f"line {n}" for n in range(lines)))
    below = Section("The last of the headings", (Facts((Fact("Term", (LONG,)),)),))
    sheet = Sheet("Title", (filler,), (Section("One above", (), (below,)),), "", "", "name")
    for page in map(body, quick(to_pdf(sheet, paper))):
        assert not re.search(r"(One above|The last of the headings|Term)\s*$", page)


@pytest.mark.parametrize("paper", PAPERS)
def test_short_blocks_are_not_split(paper: Paper) -> None:
    short = Items(tuple(f"Item {n}, the first or the last of a few" for n in range(1, 5)), "box")
    for lines in range(40, 60, 3):
        filler = Paragraph("\n".join(f"line {n}" for n in range(lines)))
        found = quick(to_pdf(Sheet("Title", (filler, short), (), "", "", "name"), paper))
        assert sum("Item 1," in page and "Item 4," in page for page in found) == 1


def test_large_print_is_large_and_its_numbers_larger() -> None:
    sizes = font_sizes(to_pdf(person()))
    assert min(sizes) >= 14
    assert max(sizes) >= 24
    assert 9 <= min(font_sizes(to_pdf(worker()))) < 11


def font_sizes(content: bytes) -> set[float]:
    """The sizes of all letters; the drawing library sets a size only with a face."""
    import zlib
    from base64 import a85decode

    streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
    drawn = b"".join(zlib.decompress(a85decode(one.strip(), adobe=False)) for one in map(_bare, streams) if one)
    return {float(size) for size in re.findall(rb"/F\S+ ([\d.]+) Tf", drawn)}


def _bare(stream: bytes) -> bytes:
    return stream.strip().removesuffix(b"~>") if stream.strip().endswith(b"~>") else b""


def test_all_ink_is_black() -> None:
    for page in pages(to_pdf(SHEETS["person"])):
        picture = page.render(scale=1, rev_byteorder=True)
        ink = bytes(picture.buffer)
        step = picture.n_channels
        assert ink[0::step] == ink[1::step] == ink[2::step]
        assert min(ink) < 20


@pytest.mark.parametrize("name", SHEETS)
def test_the_file_tells_its_title_and_language_and_nothing_else(name: str) -> None:
    content = to_pdf(SHEETS[name])
    document = pypdfium2.PdfDocument(content)
    told = {key: value for key, value in document.get_metadata_dict().items() if value}
    document.close()
    assert told.pop("Title") == SHEETS[name].title
    assert set(told) <= {"CreationDate", "ModDate"}
    assert all(value.startswith("D:2000") for value in told.values())
    assert b"/Lang (en-GB)" in content
    assert b"reportlab" not in content.lower()
    assert content == to_pdf(SHEETS[name])


ARABIC = "مرحبا، اسمي سام ورقمي 020 7403. السلام عليكم، أتكلم العربية وقليلا من English في الصباح. " * 3


@needs_pdftotext
@pytest.mark.parametrize("text", ["שלום שמי סם", ARABIC, "I say שלום to you"])
def test_words_written_from_the_right_read_back_as_they_were_written(text: str) -> None:
    sheet = Sheet("Title", (Fill("What I would like you to know", 1, text),), (), "", "", "name", large=True)
    page = extracted(to_pdf(sheet))[0]
    assert words_of(text) in words_of(page)


def words_of(text: str) -> str:
    """Its letters and figures in order: other programs guess where a sign between words of two directions belongs."""
    return "".join(letter for letter in normalize("NFKC", text) if letter.isalnum())


def test_letters_with_no_shape_are_told_of() -> None:
    sheet = Sheet("Title", (Paragraph("ሰላም and café, Łódź, год"),), (), "", "", "name")
    assert lost_letters(sheet) == set("ሰላም")
    page = quick(to_pdf(sheet))[0]
    assert "□□□ and café, Łódź, год" in page
    assert "stands for a letter" in page
    assert not lost_letters(SHEETS["person"])
    assert "stands for a letter" not in quick(to_pdf(SHEETS["person"]))[0]


LENGTHY = ("", LONG, "x" * 1000, "a b\n" * 90, "020 7403 1931")
texts = st.text(st.characters(codec="utf-8"), max_size=60) | st.integers(0, len(LENGTHY) - 1).map(LENGTHY.__getitem__)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, texts, st.sampled_from(["plain", "quiet", "strong", "warning"])),
    st.builds(Facts, st.lists(st.builds(Fact, texts, st.lists(texts, max_size=3).map(tuple)), max_size=4).map(tuple)),
    st.builds(Items, st.lists(texts, max_size=4).map(tuple), st.sampled_from(["bullet", "number", "box"])),
    st.builds(Number, texts, texts, st.booleans()),
    st.builds(Fill, texts, st.integers(0, 40), texts),
)
contents = st.lists(blocks, max_size=3).map(tuple)
sections = st.recursive(
    st.builds(Section, texts, contents),
    lambda inner: st.builds(Section, texts, contents, st.lists(inner, max_size=2).map(tuple), st.booleans()),
    max_leaves=4,
)


sheets = st.builds(
    Sheet,
    texts,
    contents,
    st.lists(sections, max_size=3).map(tuple),
    st.just(""),
    st.just(""),
    st.just(""),
    st.booleans(),
)


@settings(max_examples=8, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(sheets, st.sampled_from(PAPERS))
def test_every_sheet_prints_all_that_it_says(sheet: Sheet, paper: Paper) -> None:
    found = quick(to_pdf(sheet, paper))
    assert all(f"Page {number} of {len(found)}" in page for number, page in enumerate(found, 1))
    assert plain_letters(sheet.texts()) <= plain_letters(found)


def plain_letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in text if letter.isascii() and letter.isalnum())
