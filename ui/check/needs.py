"""What would help most: the first thing asked, in big buttons."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ui.check.question import Step
from ui.shell.choice import Choices

if TYPE_CHECKING:
    from navigator.check import Answers, Questions

NEEDS: Final = "needs"


class NeedsStep(Step):
    """What the person came for. One press chooses one and goes on; somebody who comes back can choose another too."""

    facet = NEEDS

    def __init__(self, answers: "Answers", words: "Questions") -> None:
        super().__init__(words.needs_text, words.leave_out)
        self._answers, self._words = answers, words
        self._chosen = {need.code for need in words.needs if set(need.needs) <= set(answers.needs)}
        self.goes_on = self.is_ready = bool(self._chosen)
        self.choices = buttons = Choices([need.label for need in words.needs], many=self.goes_on)
        self._buttons: Final = buttons.buttons
        buttons.pressed.connect(self._press)
        self.add(buttons)
        self._show_chosen()

    def go_on(self) -> None:
        """Take those chosen."""
        needs = (each for need in self._words.needs if need.code in self._chosen for each in need.needs)
        if self._chosen:
            self.answered.emit(replace(self._answers, needs=tuple(dict.fromkeys(needs))))

    def _press(self, number: int) -> None:
        code, adding = self._words.needs[number].code, not self.goes_on
        self._chosen ^= {code}
        self._show_chosen()
        self.ready.emit(bool(self._chosen))
        if adding:
            self.go_on()

    def _show_chosen(self) -> None:
        for need, button in zip(self._words.needs, self._buttons, strict=True):
            button.say(need.code in self._chosen or None)
