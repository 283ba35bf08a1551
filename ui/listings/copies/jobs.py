"""What is done with copies in jobs: made, compared, and taken from."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from navigator.directory import Store, Vocabulary
from navigator.directory.labels import read_labels
from navigator.find.hours import london_now
from navigator.listings.copies.choosing import Choosing
from navigator.listings.copies.differences import Comparison, compare_file

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Author
    from navigator.listings.copies.sending import Sent
    from navigator.listings.copies.taking import Choices, Taken

WHY: Final = "Taken from a colleague’s copy."
WHY_SHIPPED: Final = "Taken from the directory that came with Navigator."


@dataclass(frozen=True, slots=True)
class Compared:
    """How a file differs from the directory, with nothing chosen, and the words to say it in."""

    path: Path
    choices: Choosing
    vocabulary: Vocabulary

    @property
    def comparison(self) -> Comparison:
        """How it differs."""
        return self.choices.comparison


def send(store: Store, path: Path) -> "Sent":
    """Write a copy for a colleague, with the tips that may be sent on."""
    from navigator.listings.copies.sending import send_copy
    from navigator.refer.experience import Experience

    today = london_now().date()
    return send_copy(store, path, Experience(store.folder).shared(today), today)


def compare(store: Store, path: Path | None) -> Compared:
    """Compare a file with the directory; None for the directory that came with Navigator."""
    path = path or store.shipped
    found = compare_file(store, path, london_now().date())
    with store.reading() as connection:
        return Compared(path, Choosing(found), read_labels(connection))


def take(store: Store, author: "Author", comparison: Comparison, accepted: "Choices", *, tips: bool) -> "Taken":
    """Take what was accepted, and tips of listings that are here then."""
    from navigator.listings.copies.taking import take_with_tips

    return take_with_tips(store, author, comparison, accepted, "here" if tips else "nothing")
