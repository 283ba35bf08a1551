"""How one listing of a colleague's differs: field by field what is here and there, and whose value to take."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from navigator.directory import Vocabulary
from navigator.listings.copies.choosing import Choosing
from navigator.listings.copies.differences import Difference, FieldDifference, Side
from ui.listings.copies.words import TAKES, checked, facts, label, said, whose
from ui.shell.parts import Toned
from ui.shell.text import Heading, Text
from ui.shell.theme import QUIET, give_room, line_height

_SIDES: Final[tuple[Side, ...]] = ("ours", "theirs")
_UNDECIDED: Final = "To decide. "
_USUAL: Final = "{} unless you choose otherwise. "
_NEW: Final = "They have this listing, and you do not. It says:"
_ALIKE: Final = "It says the same as yours."
_DIFFERS: Final = "What differs, and whose is taken. The rest stays as it is."
_TIPS: Final = "Tips they shared"
_CHECKS: Final = "Checks"


class FieldChoice(QWidget):
    """One field: what it says here and there, and a button for each. ``chosen`` is the side that somebody took."""

    chosen = Signal(str)

    def __init__(
        self, field: FieldDifference, side: Side | None, vocabulary: Vocabulary, services: Mapping[str, str]
    ) -> None:
        """``side`` is whose value is taken now, None where nobody has decided; ``services`` are named by id."""
        super().__init__()
        self.buttons: dict[Side, QRadioButton] = {}
        group, layout = QButtonGroup(self), QVBoxLayout(self)
        layout.addWidget(Heading(label(field.field)))
        usual = _USUAL.format(TAKES[field.default]) if field.default else ""
        layout.addWidget(Text(f"{usual}{field.why}", role=QUIET) if usual else Toned(_UNDECIDED + field.why, "warn"))
        for each in _SIDES:
            words = said(field, each, vocabulary, services)
            button = QRadioButton(whose(each))
            button.setAccessibleName(f"{label(field.field)}, {whose(each)}: {words}")
            button.setChecked(each == side)
            button.clicked.connect(partial(self.chosen.emit, each))
            group.addButton(button)
            self.buttons[each] = button
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            layout.addWidget(_Indented(words))
        give_room(self, layout, between=0.2)


class Detail(QWidget):
    """One listing. ``chosen`` has a field and the side that somebody took."""

    chosen = Signal(str, str)

    def __init__(self, difference: Difference, choices: Choosing, vocabulary: Vocabulary) -> None:
        """Show what was chosen so far."""
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.fields: dict[str, FieldChoice] = {}
        layout = QVBoxLayout(self)
        layout.addWidget(Text(difference.name, size=1.2, bold=True, selectable=True))
        for text in self._told(difference, choices, vocabulary):
            layout.addWidget(text)
        for field in sorted(difference.fields, key=lambda one: one.default is not None):
            made = FieldChoice(field, choices.side(difference.id, field), vocabulary, choices.names)
            made.chosen.connect(partial(self.chosen.emit, field.field))
            self.fields[field.field] = made
            layout.addWidget(made)
        for heading, lines in self._more(difference, choices).items():
            layout.addWidget(Heading(heading))
            for line in lines:
                layout.addWidget(Text(line, selectable=True))
        layout.addStretch(1)
        give_room(self, layout, around=(0.8, 0.6), between=0.4)

    def enter(self, fields: Sequence[str]) -> bool:
        """Take the keyboard to the first of these fields, or to the first there is; False where there is none."""
        made = next((self.fields[name] for name in fields if name in self.fields), None)
        made = made or next(iter(self.fields.values()), None)
        if made is None:
            return False
        buttons = made.buttons.values()
        next((one for one in buttons if one.isChecked()), next(iter(buttons))).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @staticmethod
    def _told(difference: Difference, choices: Choosing, vocabulary: Vocabulary) -> Iterator[Text]:
        if difference.why:
            yield Toned(difference.why, "warn")
        if difference.kind == "new":
            yield Text(_NEW, role=QUIET)
            yield from (Text(line, selectable=True) for line in facts(difference, vocabulary, choices.names))
        elif difference.fields:
            yield Text(_DIFFERS, role=QUIET)
        elif difference.kind == "checked":
            yield Text(_ALIKE, role=QUIET)

    @staticmethod
    def _more(difference: Difference, choices: Choosing) -> dict[str, list[str]]:
        tips = [tip.text for tip in choices.comparison.tips if tip.service_id == difference.id]
        more = {_CHECKS: [*map(checked, difference.checks)], _TIPS: tips}
        return {heading: lines for heading, lines in more.items() if lines}


class _Indented(Text):
    """Words in line with those of the button above them."""

    def __init__(self, words: str) -> None:
        super().__init__(words, selectable=False)
        self.setContentsMargins(round(1.3 * line_height(self)), 0, 0, 0)
