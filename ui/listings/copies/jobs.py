"""What is done with copies in jobs: made, compared, and taken from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from navigator.directory import Store, Vocabulary
from navigator.directory.labels import read_labels
from navigator.find.hours import london_now
from navigator.listings.copies.differences import Comparison, Side, compare_file
from ui.listings.copies.choices import Choices

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Author
    from navigator.listings.copies.sending import Sent
    from navigator.listings.copies.taking import Taken

WHY: Final = "Taken from a colleague’s copy."
WHY_SHIPPED: Final = "Taken from the directory that came with Navigator."


@dataclass(frozen=True, slots=True)
class Compared:
    """How a file differs from the directory, with nothing chosen, and the words to say it in."""

    path: Path
    choices: Choices
    vocabulary: Vocabulary

    @property
    def comparison(self) -> Comparison:
        """How it differs."""
        return self.choices.comparison


@dataclass(frozen=True, slots=True)
class Took:
    """What was taken: of listings and checks, how many tips, and the names of the places' listings to purge, by id."""

    taken: "Taken"
    tips: int
    names: Mapping[str, str]


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
        return Compared(path, Choices(found), read_labels(connection))


def take(
    store: Store, author: "Author", comparison: Comparison, accepted: Mapping[str, Mapping[str, Side]], *, tips: bool
) -> Took:
    """Take what was accepted, and tips of listings that are here then."""
    from navigator.listings.changes.editor import Editor
    from navigator.listings.copies.taking import take as take_listings
    from navigator.listings.copies.taking import take_tips
    from navigator.refer.experience import Experience

    taken = take_listings(Editor(store), comparison, accepted, author)
    here = [*accepted, *(one.id for one in comparison.of("same", "changed", "checked"))]
    kept = take_tips(comparison, here, Experience(store.folder), london_now().date()) if tips else 0
    names = {one.id: one.name for one in comparison.differences}
    return Took(taken, kept, {service_id: names[service_id] for service_id, _ in taken.purge})
