"""Sheets of every shape, for the tests of what is printed and saved."""

from navigator.refer.blocks import Fact, Facts, Fill, Items, Number, Paragraph, Section, Sheet

PAPER = "Navigator saves nothing about a person. What you print is yours to look after."
LONG = " ".join(f"Sentence {number} of a long description says what they do and for whom." for number in range(48))


def worker(services: int = 5, does: str = "A day centre: breakfast, showers, clothes, and advice on housing.") -> Sheet:
    return Sheet(
        title="Where to refer: services to try, in order",
        opening=(
            Paragraph("Ring before you send anyone. Hours change, and pages go out of date."),
            Facts((Fact("First stop", ("Service 1",)), Fact("Then", ("Service 2, service 3",)))),
        ),
        sections=tuple(service(number, does) for number in range(1, services + 1)),
        foot=PAPER,
        dated="22 November 2026",
        file_name="where-to-refer",
    )


def service(number: int, does: str) -> Section:
    return Section(
        f"{number}. Service {number}",
        (
            Paragraph("Ring first: hours are from a 2012 page, and nobody has checked them.", "warning"),
            Paragraph(does),
            Number("020 7403 1931", "Advice line, Monday and Wednesday 10am to 1pm"),
        ),
        (
            Section(
                "How to refer",
                (
                    Items(("Ring and say who you are.", "Ask for the duty worker.", "Agree a time."), "number"),
                    Facts(
                        (
                            Fact("Where", ("6 Melior Street, London SE1 3QP",)),
                            Fact("Hours this week", ("Monday 08:30 to 13:30", "Tuesday 08:30 to 13:30", "Sunday shut")),
                            Fact("Bring", ("Nothing",)),
                        )
                    ),
                ),
            ),
            Section("Ask them", (Items(("Can someone come who has been drinking?", "How long is the wait?"), "box"),)),
            Section(
                "Where this comes from", (Paragraph("Streets of London: drop-in centre (undated page).", "quiet"),)
            ),
        ),
    )


def person(services: int = 3) -> Sheet:
    return Sheet(
        title="Places that can help",
        opening=(Paragraph("Start with the first. If it does not work out, try the next."),),
        sections=(
            *(place(number) for number in range(1, services + 1)),
            Section(
                "Who to call tonight",
                (
                    Number("116 123", "Samaritans: to talk to someone, day and night", qr=True),
                    Number("999", "If you or somebody else is in danger"),
                    Fill("My own notes", 5),
                ),
            ),
        ),
        foot="",
        dated="22 November 2026",
        file_name="places-that-can-help",
        large=True,
    )


def place(number: int) -> Section:
    return Section(
        "First stop: Manna Centre" if number == 1 else f"Then: Service {number}",
        (
            Paragraph("A place to eat, wash and get advice."),
            Number("020 7403 1931", "Ring for advice", qr=True),
            Facts(
                (
                    Fact(
                        "Where", ("6 Melior Street, London Bridge, SE1 3QP", "About 5 minutes on foot from the station")
                    ),
                    Fact("When", ("Every day, 8.30am to 1.30pm",)),
                    Fact("What to bring", ("Nothing. Come as you are.",)),
                )
            ),
            Items(("Say: “I would like to come for breakfast and advice.”", "Ask: “How long is the wait?”")),
        ),
        apart=number == 2,
    )


def words() -> Sheet:
    return Sheet(
        title="In my words",
        opening=(Paragraph("This page is mine. I show it to the people I choose."),),
        sections=(
            Section("", (Fill("What I would like you to know", 6, "I like to be called Sam.\nMornings are hard."),)),
            Section("For us to do", (Items(("Ring together", "Agree a time"), "box"), Fill("How to reach me", 3))),
        ),
        foot="",
        dated="",
        file_name="in-my-words",
        large=True,
    )


def text(sheet: Sheet) -> str:
    """All that a sheet says."""
    return "\n".join(sheet.texts())


SHEETS = {"worker": worker(), "person": person(), "words": words(), "twenty": worker(20), "long": worker(2, LONG)}
