"""What workers met at a service, and their tips: read and kept away from the thread that draws."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from navigator.refer.outcomes import What
from navigator.refer.tips import Tip
from ui.refer.happened import Happened
from ui.refer.knowing import Knowing
from ui.refer.tips_view import TipsView
from ui.shell.saying import sentence
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.refer.experience import Experience
    from navigator.refer.outcomes import Met
    from ui.find.desk import Desk

_LANE: Final = "refer-experience"
_Read = tuple["Met", tuple[Tip, ...]]
_Done = Callable[[], object]


class Experiences(QObject):
    """Fills the two views for one service at a time, and keeps what is noted or left there."""

    def __init__(self, work: "Work[Desk]", knowing: Knowing, today: Callable[[], date]) -> None:
        """Read through ``knowing``, and write over ``work``; ``today`` gives the day."""
        super().__init__(knowing)
        self._work, self._knowing, self._today = work, knowing, today
        self._service = ""
        self._experience: Experience | None = None
        self.happened, self.tips = Happened(), TipsView()
        for view in (self.happened, self.tips):
            view.hide()
        self.happened.chosen.connect(self._record)
        self.happened.taken_back.connect(self._take_back)
        self.tips.left.connect(self._leave)
        self.tips.removed.connect(self._remove)
        self.tips.put_back.connect(self._put_back)

    def show_service(self, service_id: str) -> None:
        """Show what was met at a service, "" for none; the same one stays as it is."""
        if service_id == self._service:
            return
        self._service = service_id
        for view in (self.happened, self.tips):
            view.forget()
            view.hide()
        self._work.forget(_LANE)
        if service_id:
            today = self._today()
            self._knowing.consult(
                _LANE,
                lambda refer: (refer.experience, _read(refer.experience, service_id, today)),
                lambda found: self._begin(service_id, *found),
                self._fail,
            )

    def _begin(self, service_id: str, experience: "Experience", read: _Read) -> None:
        self._experience = experience
        self._show(service_id, read)

    def _show(self, service_id: str, read: _Read) -> None:
        if service_id == self._service:
            met, tips = read
            self.happened.show_met(met)
            self.tips.show_tips(tips)
            for view in (self.happened, self.tips):
                view.show()

    def _record(self, what: What) -> None:
        self._keep(
            lambda kept, one, day: kept.record(one, what, day), partial(self.happened.noted, what), self.happened.failed
        )

    def _take_back(self, what: What) -> None:
        self._keep(lambda kept, one, day: kept.take_back(one, what, day), _nothing, self.happened.failed)

    def _leave(self, text: str, local: bool) -> None:
        leave = partial(_leave, text=text, local=local)
        self._keep(leave, self.tips.was_left, self.tips.failed)

    def _remove(self, tip: Tip) -> None:
        self._keep(lambda kept, _one, _day: kept.remove(tip.key), partial(self.tips.was_removed, tip), self.tips.failed)

    def _put_back(self, tip: Tip) -> None:
        leave = partial(_leave, text=tip.text, local=tip.local)
        self._keep(lambda kept, one, _day: leave(kept, one, tip.day), _nothing, self.tips.failed)

    def _keep(
        self, change: "Callable[[Experience, str, date], None]", done: _Done, failed: Callable[[str], None]
    ) -> None:
        """Write something about the service that is shown, then show what there is."""
        experience, service_id, today = self._experience, self._service, self._today()
        if experience is None:
            return

        def write(_job: object) -> _Read:
            change(experience, service_id, today)
            return _read(experience, service_id, today)

        def tell(read: _Read) -> None:
            self._show(service_id, read)
            if service_id == self._service:
                done()

        self._work.run(write, owner=self, success=tell, failure=lambda error: failed(sentence(error)))

    def _fail(self, error: Exception) -> None:
        self.tips.show()
        self.tips.failed(sentence(error))


def _leave(experience: "Experience", service_id: str, day: date, *, text: str, local: bool) -> None:
    experience.leave(service_id, text, day, local=local)


def _read(experience: "Experience", service_id: str, today: date) -> _Read:
    return experience.met(service_id), experience.tips(service_id, today)


def _nothing() -> None:
    """Nothing more to say."""
