"""Which words of a text are others in the text it became."""

from hypothesis import given
from hypothesis import strategies as st

from navigator.listings.marks import Pieces, changed_words

TEXTS = st.text("ab \n", max_size=12)


@given(TEXTS, TEXTS)
def test_marks_leave_every_letter_and_what_is_not_marked_is_alike(before: str, after: str) -> None:
    def joined(pieces: Pieces, *, alike: bool) -> str:
        return "".join(piece.text for piece in pieces if not (alike and piece.marked))

    sides = changed_words(before, after)
    assert [joined(side, alike=False) for side in sides] == [before, after]
    if before and after:
        kept = ["".join(joined(side, alike=True).split()) for side in sides]
        assert kept[0] == kept[1]


def test_only_the_words_that_changed_are_marked() -> None:
    gone, came = changed_words("Mo-Fr 09:00-17:00 and Sa", "Mo-Fr 10:00-16:00 and Sa")
    assert [piece.text for piece in gone if piece.marked] == ["09:00-17:00"]
    assert [piece.text for piece in came if piece.marked] == ["10:00-16:00"]
