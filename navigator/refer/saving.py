"""A sheet saved in a file, in the form that the file's ending names."""

from pathlib import Path
from typing import Final

from navigator.errors import NavigatorError
from navigator.pathways.files import write_whole
from navigator.refer.blocks import Sheet
from navigator.refer.papers import Paper

ENDINGS: Final = (".pdf", ".html", ".txt")


def save(sheet: Sheet, path: Path, paper: Paper = "A4") -> None:
    """Write a sheet as PDF, HTML or plain text, by the ending of a path; what was there stays until all is written.

    Raises NavigatorError, with one sentence, for another ending and where the file cannot be written.
    """
    write_whole(path, content_of(sheet, path, paper))


def content_of(sheet: Sheet, path: Path, paper: Paper = "A4") -> bytes:
    """What the file of that path is to hold. Raises NavigatorError for an ending that is none of ``ENDINGS``."""
    match path.suffix.lower():
        case ".pdf":
            from navigator.refer.pdf import to_pdf

            return to_pdf(sheet, paper)
        case ".html":
            from navigator.refer.html import to_html

            return to_html(sheet).encode()
        case ".txt":
            from navigator.refer.plain import to_text

            return to_text(sheet).encode()
    raise NavigatorError(f"{path} cannot be written: the name of a sheet ends in .pdf, .html or .txt.")
