"""One listing beside the results: what comes first, what can be pressed, and what is never done with what it says."""

from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QDesktopServices, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Point
from navigator.directory.atlas import Atlas, Outline
from navigator.find.sheet import Kind, Part, Section, Sheet
from ui.find.listing import ListingView
from ui.find.place_map import PlaceMap
from ui.shell.copying import Copy
from ui.shell.flow import Flow, beside
from ui.shell.parts import SAFE, Days, Link, Toned, host, open_address
from ui.shell.text import Digits, Heading
from ui.shell.theme import Scheme, Theme, characters, colours_of

HTML = "<b>Drop</b> in <img src='file:///x.png'><a href='x'>A&E</a>"
NARROW = 32

CORNERS = (Point(51.4, -0.1), Point(51.5, -0.1), Point(51.5, 0.0), Point(51.4, 0.0), Point(51.4, -0.1))
ATLAS = Atlas((Outline("Lewisham", (CORNERS,)),), ())

ACCESS = Section("access", "Can they go?", (Part("text", "Refer yourself"), Part("text", "Turn up")))
PHONE = Section(
    "phone",
    "Phone",
    (
        Part("phone", "020 7946 0001", "Front desk", "02079460001"),
        Part("phone", "0800 496 0002", "at night", "08004960002"),
    ),
)
WHEN = Section(
    "when",
    "When",
    (
        Part("text", "Open now, until 17:00.", "from pages of 2019"),
        Part("day", "Monday, today", "09:00 to 17:00", "today"),
        Part("day", "Tuesday to Sunday", "closed"),
    ),
)
WHERE = Section("where", "Where", (Part("text", "1 Some Street, London, SE5 8AZ"), Part("text", "For Lewisham.")))
ONLINE = Section(
    "online",
    "Email and web",
    (
        Part("email", "someone.with.a.long.name@long-organisation.example.org", "needs a network"),
        Part("web", "https://www.example.org/long/way", "needs a network", "https://www.example.org/long/way"),
    ),
)
RULES = Section(
    "rules",
    "Its rules",
    (
        Part("text", "Only for: people sleeping rough.", "from a page of 2019"),
        Part("text", "Not for: people under 18."),
        Part("quiet", "From: Its own page"),
        Part("text", "Usually only for: people who live in Lewisham."),
        Part("quiet", "From: The council's page (June 2026)"),
    ),
)
LINKS = Section("links", "Works with", (Part("listing", "Passes people to A&E at King's", "", "kings"),))
SOURCES = Section("sources", "Where this comes from", (Part("web", "Its own page (2019)", "", "https://example.org/"),))
ALL = (ACCESS, WHEN, WHERE, PHONE, ONLINE, RULES, LINKS, SOURCES)


def sheet(*sections: Section, id: str = "one", mark: str = "", name: str = "One Service") -> Sheet:  # noqa: A002 - the record's name
    return Sheet(id, name, mark, "An Organisation", "What it does.", sections, (), ("Lewisham",), "")


@pytest.fixture
def listing(qtbot: QtBot) -> ListingView:
    view = ListingView()
    qtbot.addWidget(view)
    view.back.hide()
    view.resize(560, 700)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    return view


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    style, font, palette = qapp.style().objectName(), qapp.font(), qapp.palette()
    made = Theme(qapp)
    yield made
    made.deleteLater()
    qapp.setStyle(style)
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def show(listing: ListingView, qtbot: QtBot) -> Callable[[Sheet], QWidget]:
    """Shows a listing and waits for all of it."""

    def shown(sheet: Sheet) -> QWidget:
        listing.show_sheet(sheet)
        page = listing._page
        assert page is not None
        qtbot.waitUntil(lambda: page._built)
        return page

    return shown


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def top(widget: QWidget, page: QWidget) -> int:
    return widget.mapTo(page, QPoint()).y()


def copies(widget: QWidget) -> list[Copy]:
    return widget.findChildren(Copy)


def link(widget: QWidget, words: str) -> Link:
    (found,) = [link for link in widget.findChildren(Link) if link.accessibleName().startswith(words)]
    return found


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_whether_they_can_go_and_the_numbers_stand_above_all_sections(show: Callable[[Sheet], QWidget]) -> None:
    page = show(sheet(*ALL))
    first = min(top(heading, page) for heading in page.findChildren(Heading))
    numbers = page.findChildren(Digits)
    assert [number.text() for number in numbers] == ["020 7946 0001", "0800 496 0002"]
    assert all(top(number, page) < first for number in numbers)
    (ways,) = [label for label in page.findChildren(QLabel) if label.text() == "Refer yourself\nTurn up"]
    assert top(ways, page) < top(numbers[0], page)
    assert {"Front desk", "At night"} <= set(texts(page))
    assert numbers[0].fontInfo().pixelSize() > ways.fontInfo().pixelSize()


def test_one_press_copies_a_number_and_says_so_for_a_while(
    listing: ListingView, show: Callable[[Sheet], QWidget], qtbot: QtBot
) -> None:
    button = copies(show(sheet(PHONE)))[0]
    button._rest.setInterval(50)
    assert button.accessibleName() == "Copy 020 7946 0001"
    with qtbot.waitSignal(listing.copied) as copied:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert copied.args == ["02079460001"]
    assert QGuiApplication.clipboard().text() == "02079460001"
    assert button.text() == "Copied"
    assert button.fontMetrics().horizontalAdvance("Copied") < button.width()
    qtbot.waitUntil(lambda: button.text() == "Copy")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_keys_press_what_has_the_keyboard(
    listing: ListingView, show: Callable[[Sheet], QWidget], qtbot: QtBot, key: Qt.Key
) -> None:
    page = show(sheet(PHONE, LINKS))
    with qtbot.waitSignal(listing.copied):
        QTest.keyClick(copies(page)[0], key)
    with qtbot.waitSignal(listing.opened) as opened:
        QTest.keyClick(link(page, "Passes people to A&E"), key)
    assert opened.args == ["kings"]


def test_the_first_number_is_copied_from_anywhere(listing: ListingView, show: Callable[[Sheet], QWidget]) -> None:
    assert not listing.copy_phone()
    show(sheet(PHONE))
    assert listing.copy_phone()
    assert QGuiApplication.clipboard().text() == "02079460001"
    show(sheet(WHEN, id="no-number"))
    assert not listing.copy_phone()
    show(sheet(PHONE))
    listing.clear()
    assert not listing.copy_phone()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened


def test_links_open_outside_and_say_whose_page_it_is(show: Callable[[Sheet], QWidget], browser: list[str]) -> None:
    page = show(sheet(ONLINE, SOURCES))
    web = link(page, "example.org (needs a network)")
    assert web.accessibleDescription() == "https://www.example.org/long/way"
    for pressed in (web, link(page, "someone"), link(page, "Its own page (2019)")):
        pressed.click()
    assert browser == [
        "https://www.example.org/long/way",
        "mailto:someone.with.a.long.name@long-organisation.example.org",
        "https://example.org/",
    ]
    (button,) = copies(page)
    button.click()
    assert QGuiApplication.clipboard().text() == "someone.with.a.long.name@long-organisation.example.org"


@pytest.mark.parametrize("address", ["https://a.org", "http://a.org", "HTTPS://A.org", "mailto:a@b.org"])
def test_pages_and_addresses_are_opened(address: str, browser: list[str]) -> None:
    assert open_address(address)
    assert browser == [QUrl(address).toString()]


@given(st.from_regex(r"[a-z][a-z0-9+.-]{0,9}", fullmatch=True).filter(lambda scheme: scheme not in SAFE), st.text())
def test_no_other_kind_of_address_is_opened(scheme: str, rest: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: pytest.fail("opened"))
        assert not open_address(f"{scheme}:{rest}")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org",
        "/etc/passwd",
        "C:\\x.exe",
        "file:///x",
        "javascript:alert(1)",
        "data:,x",
        " ",
    ],
)
def test_what_is_no_address_is_not_opened(address: str, browser: list[str]) -> None:
    assert not open_address(address)
    assert browser == []


@pytest.mark.parametrize(
    ("address", "whose"),
    [("https://www.nhs.uk/x", "nhs.uk"), ("http://a.b.org", "a.b.org"), ("nonsense", "nonsense"), ("", "")],
)
def test_a_link_is_named_after_its_host(address: str, whose: str) -> None:
    assert host(address) == whose


def test_text_from_data_is_never_interpreted(show: Callable[[Sheet], QWidget]) -> None:
    kinds: tuple[Kind, ...] = get_args(Kind)
    sections = [Section(kind, HTML, (Part(kind, HTML, HTML, HTML), Part("text", "after"))) for kind in kinds]
    page = show(Sheet("x", HTML, HTML, HTML, HTML, tuple(sections), (), (), ""))
    labels = page.findChildren(QLabel)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert all(label.pixmap().isNull() for label in labels)
    assert HTML in texts(page)
    links = page.findChildren(Link)
    assert len(links) == 3
    assert all(link.accessibleName().startswith(HTML) and link.shortcut().isEmpty() for link in links)


def test_days_stand_in_columns_and_today_in_bold(show: Callable[[Sheet], QWidget]) -> None:
    page = show(sheet(WHEN))
    (days,) = page.findChildren(Days)
    monday, hours, tuesday, closed = days.findChildren(QLabel)
    assert [label.text() for label in (monday, hours)] == ["Monday, today", "09:00 to 17:00"]
    assert monday.font().bold()
    assert hours.font().bold()
    assert not tuesday.font().bold()
    widest = max(label.fontMetrics().horizontalAdvance(label.text()) for label in (monday, tuesday))
    assert hours.x() == closed.x() > widest


def test_an_old_fact_says_so_beside_it_in_the_colour_of_warnings(
    theme: Theme, show: Callable[[Sheet], QWidget], qapp: QApplication
) -> None:
    page = show(sheet(RULES))
    (note,) = page.findChildren(Toned)
    assert note.text() == "From a page of 2019"
    (rules,) = [label for label in page.findChildren(QLabel) if label.text().startswith("Only for")]
    assert rules.text() == "Only for: people sleeping rough.\nNot for: people under 18."
    assert top(rules, page) < top(note, page)
    for scheme in get_args(Scheme):
        theme.set_scheme(scheme)
        qapp.processEvents()
        assert note.palette().color(note.foregroundRole()) == QColor(colours_of(qapp.palette()).warn)
    assert note.foregroundRole() == QPalette.ColorRole.WindowText


def test_a_service_that_has_closed_says_so_first_and_once(show: Callable[[Sheet], QWidget]) -> None:
    closed = Section("access", "Can they go?", (Part("warning", "This service has closed."),))
    page = show(sheet(closed, PHONE, mark="Closed"))
    said = texts(page)
    assert said[:4] == ["One Service", "An Organisation", "Closed", "This service has closed."]
    assert said.count("This service has closed.") == 1
    assert "Can they go?" not in said


def test_another_listing_stops_the_one_that_is_being_shown(
    listing: ListingView, show: Callable[[Sheet], QWidget], qtbot: QtBot
) -> None:
    listing.show_sheet(sheet(*ALL))
    page = show(sheet(LINKS, id="two", name="Another"))
    qtbot.wait(20)
    assert listing.shown == "two"
    assert page.isAncestorOf(link(listing, "Passes people to A&E"))
    assert not listing.findChildren(Digits)
    assert listing.findChildren(Heading)[-1].text() == "Works with"


def test_what_is_shown_already_is_not_built_again(listing: ListingView, show: Callable[[Sheet], QWidget]) -> None:
    page = show(sheet(*ALL))
    listing.show_sheet(sheet(*ALL))
    assert listing._page is page
    listing.clear()
    assert listing.shown is None
    assert show(sheet(*ALL)) is not page


def test_a_map_is_drawn_under_the_place_once_the_words_are_there(
    listing: ListingView, show: Callable[[Sheet], QWidget], qtbot: QtBot
) -> None:
    page = show(sheet(*ALL))
    assert not page.findChildren(PlaceMap)
    listing.show_atlas(ATLAS)
    (drawn,) = page.findChildren(PlaceMap)
    qtbot.waitUntil(lambda: drawn.isVisible() and drawn.height() > 0)
    (where,) = [label for label in page.findChildren(QLabel) if label.text().startswith("1 Some Street")]
    assert top(where, page) < top(drawn, page) < top(link(page, "someone"), page)
    assert len(show(sheet(*ALL, id="two")).findChildren(PlaceMap)) == 1


def test_there_is_no_map_where_nothing_is_known(listing: ListingView, show: Callable[[Sheet], QWidget]) -> None:
    listing.show_atlas(ATLAS)
    page = show(Sheet("x", "X", "", "", "", (WHERE,), (), (), ""))
    assert not page.findChildren(PlaceMap)


def tab_stops(page: QWidget) -> list[QWidget]:
    """Where the keyboard comes to, from the page itself on, until it leaves it."""
    stops: list[QWidget] = []
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    while page.isAncestorOf(focused()) and focused() not in stops:
        stops.append(focused())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    return stops


def test_the_keyboard_goes_from_top_to_bottom_and_reaches_all_that_can_be_pressed(
    listing: ListingView, show: Callable[[Sheet], QWidget], qtbot: QtBot
) -> None:
    page = show(sheet(*ALL))
    listing.enter()
    qtbot.waitUntil(lambda: listing.isAncestorOf(QApplication.focusWidget() or page))
    stops = tab_stops(page)
    rows = [top(stop, page) // 40 for stop in stops]
    assert rows == sorted(rows)
    assert set(page.findChildren(QAbstractButton)) <= set(stops)


def test_what_has_the_keyboard_is_in_sight(
    listing: ListingView, show: Callable[[Sheet], QWidget], qtbot: QtBot
) -> None:
    rules = Section("rules", "Its rules", (Part("text", "Only for: people who live in Lewisham. " * 100),))
    page = show(sheet(*ALL, rules, LINKS))
    listing.resize(400, 300)
    listing.enter()
    qtbot.waitUntil(lambda: listing.isAncestorOf(QApplication.focusWidget() or page))
    tall = 0
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    while page.isAncestorOf(focused()):
        seen = focused().visibleRegion().boundingRect()
        if focused().height() <= listing._reading.viewport().height():
            assert seen == focused().rect()
        else:
            assert seen.top() == 0
            tall += 1
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert tall == 1


def test_escape_leads_back_from_anywhere_in_it(
    listing: ListingView, show: Callable[[Sheet], QWidget], qtbot: QtBot
) -> None:
    page = show(sheet(*ALL))
    for widget in (listing._reading, copies(page)[0], link(page, "Passes people to A&E"), page.findChildren(QLabel)[0]):
        with qtbot.waitSignal(listing.left):
            QTest.keyClick(widget, Qt.Key.Key_Escape)


def test_keys_scroll_the_page(listing: ListingView, show: Callable[[Sheet], QWidget], qtbot: QtBot) -> None:
    page = show(sheet(*ALL))
    listing.resize(400, 300)
    listing.enter()
    bar = listing._reading.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for key, moves in ((Qt.Key.Key_PageDown, True), (Qt.Key.Key_Home, False), (Qt.Key.Key_Down, True)):
        QTest.keyClick(listing._reading, key)
        assert (bar.value() > 0) is moves
    assert page.isVisible()


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_nothing_is_cut_where_it_is_narrow(
    listing: ListingView, show: Callable[[Sheet], QWidget], theme: Theme, qtbot: QtBot, scale: float
) -> None:
    theme.set_scale(scale)
    listing.show_atlas(ATLAS)
    page = show(sheet(*ALL, mark="May have closed", id="narrow"))
    listing.resize(1, 600)
    listing.back.show()
    viewport = listing._reading.viewport()
    qtbot.waitUntil(lambda: page.width() == viewport.width() < characters(listing, NARROW))
    qtbot.wait(20)
    assert listing.width() == characters(listing, NARROW)
    assert listing.back.geometry().right() < listing.width()
    for widget in page.findChildren(QWidget):
        if widget.isVisible():
            parent = widget.parentWidget()
            assert parent is None or parent.rect().contains(widget.geometry()), widget
            assert widget.height() >= widget.heightForWidth(widget.width()), widget
    for label in page.findChildren(QLabel):
        words = [label.fontMetrics().horizontalAdvance(word) for word in label.text().split()]
        assert max(words) <= label.width(), label.text()


def test_everything_that_can_be_reached_has_a_name(show: Callable[[Sheet], QWidget]) -> None:
    page = show(sheet(*ALL))
    reached = [widget for widget in page.findChildren(QWidget) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    names = []
    for widget in reached:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        names.append(interface.text(QAccessible.Text.Name))
    assert all(names)
    named = QAccessible.queryAccessibleInterface(link(page, "Passes people to A&E"))
    assert named is not None
    assert named.text(QAccessible.Text.Name) == "Passes people to A&E at King's"
    assert named.role() == QAccessible.Role.Button


@given(st.lists(st.integers(5, 120), min_size=1, max_size=6), st.integers(40, 300))
def test_a_row_goes_on_below_where_there_is_no_more_room(qapp: QApplication, widths: list[int], across: int) -> None:
    assert qapp is not None
    widgets = [QWidget() for _ in widths]
    for widget, width in zip(widgets, widths, strict=True):
        widget.setFixedSize(min(width, across), 10)
    row = beside(*widgets)
    flow = row.layout()
    assert isinstance(flow, Flow)
    height = flow.heightForWidth(across)
    flow.setGeometry(QRect(0, 0, across, height))
    places = [widget.geometry() for widget in widgets]
    assert all(QRect(0, 0, across, height).contains(place) for place in places)
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[:at])
    assert [(place.y(), place.x()) for place in places] == sorted((place.y(), place.x()) for place in places)
    assert max(place.bottom() for place in places) + 1 == height


def test_a_sentence_can_stand_in_place_of_a_listing(listing: ListingView, show: Callable[[Sheet], QWidget]) -> None:
    show(sheet(*ALL))
    listing.say("This listing is no longer in the directory.")
    assert listing.shown is None
    assert "This listing is no longer in the directory." in texts(listing._reading)
    assert not listing.copy_phone()


def test_the_hint_says_whom_the_geography_is_owed_to(listing: ListingView) -> None:
    listing.credit("Contains OS data")
    shown = [label.text() for label in listing.findChildren(QLabel) if label.isVisible()]
    assert "Contains OS data" in shown
    assert "Choose a service to read all about it here." in shown


def test_the_button_back_takes_no_room_while_it_is_hidden(
    listing: ListingView, show: Callable[[Sheet], QWidget], qtbot: QtBot
) -> None:
    show(sheet(PHONE))
    assert listing._reading.mapTo(listing, QPoint()).y() == 0
    listing.back.show()
    qtbot.waitUntil(lambda: listing._reading.mapTo(listing, QPoint()).y() > listing.back.height())
    with qtbot.waitSignal(listing.left):
        QTest.mouseClick(listing.back, Qt.MouseButton.LeftButton)


def test_the_page_shows_that_it_has_the_keyboard(
    listing: ListingView, show: Callable[[Sheet], QWidget], theme: Theme, qtbot: QtBot
) -> None:
    show(sheet(*ALL))
    listing.enter()
    ring = QColor(colours_of(listing.palette()).accent)
    qtbot.waitUntil(lambda: listing._reading.viewport().grab().toImage().pixelColor(0, 20) == ring)
    assert theme.scheme == "system"
