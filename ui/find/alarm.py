"""Words that sound like an emergency, and the panel above the results that says what to do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from navigator.right_now import RightNow
    from ui.shell.right_now import RightNowPanel


class Alarm(QObject):
    """Listens to what is typed; its panel is made when an emergency is first heard."""

    wanted = Signal()
    """Words were typed, and ``take`` was not called yet."""
    made = Signal(object)
    """The panel, which is to be put above the results."""
    changed = Signal()
    """The panel shows another emergency, or none."""
    asked = Signal(str)
    """All of an emergency, by its id, is asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._emergencies: RightNow | None = None
        self._known = False
        self._text = ""
        self.panel: RightNowPanel | None = None

    @property
    def sounding(self) -> bool:
        """Whether an emergency is shown."""
        return self.panel is not None and not self.panel.isHidden()

    def take(self, emergencies: "RightNow | None") -> None:
        """These are the emergencies that words may sound like."""
        self._emergencies, self._known = emergencies, True
        self.listen(self._text)

    def listen(self, text: str) -> None:
        """Show the emergency that the words sound like, or none."""
        self._text = text
        if text.strip() and not self._known:
            self._known = True
            self.wanted.emit()
        if self._emergencies is None or not (text.strip() or self.panel):
            return
        found = self._emergencies.sounds_like(text)
        if found is not None and self.panel is None:
            from ui.shell.right_now import RightNowPanel

            self.panel = RightNowPanel()
            self.panel.asked.connect(self.asked)
            self.made.emit(self.panel)
        if self.panel is not None:
            self.panel.show_situation(self._emergencies.situation(found) if found else None)
            self.changed.emit()
