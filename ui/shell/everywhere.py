"""A key that always works: also over an open menu, and in a dialog that shuts out the keys of its window."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication


class Everywhere(QObject):
    """Gives the keys of an action to whatever window is in front."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action)
        self._action = action
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._reach)

    def _reach(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and self._action not in dialog.actions():
            dialog.addAction(self._action)
