"""All facts of the listing that is gone through, with what was said to each, to go back to any of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeyEvent

from navigator.listings.checks.run_through import ANSWERS
from ui.listings.row_list import Line, RowList

if TYPE_CHECKING:
    from navigator.listings.checks.run_through import Answer, RunThrough

_MARKS: "Final[dict[Answer, tuple[str, str]]]" = {
    "yes": (f"\N{CHECK MARK} {ANSWERS['yes']}", "good"),
    "changed": (f"\N{PENCIL} {ANSWERS['changed']}", "warn"),
    "no-answer": (f"\N{EN DASH} {ANSWERS['no-answer']}", "quiet"),
}


class Facts(RowList):
    """The current fact is the chosen row."""

    def __init__(self) -> None:
        super().__init__("Facts to confirm", "Up and down arrows go to another fact. Y, C and N answer it.")

    def show_facts(self, run: "RunThrough") -> None:
        """Show the facts as they are answered."""
        self.show_lines(tuple(_lines(run)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are answers, for those around it."""
        if event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)


def _lines(run: "RunThrough") -> Iterator[Line]:
    for place, fact in enumerate(run.facts):
        answer = run.answers.get(fact.key)
        said = (_MARKS[answer],) if answer else ()
        yield Line(str(place), fact.name, ((fact.says, "text"), *said))
