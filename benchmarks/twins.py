"""Whether listings of one service that are there twice are found, and two services that look alike left alone.

Copies are planted among listings: each is what another directory might hold of the same service, written another way,
with some facts missing. Decoys are planted beside them: another service at the same place, and the same name at another
site. Which words are shortened how is written here, apart from what the search for twins knows.
"""

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, TypeAlias, get_args

from benchmarks import spelling
from benchmarks.generator import Material, Spot
from benchmarks.window import Measured
from navigator.directory.as_form import form_of
from navigator.directory.form import ListingForm, OrganizationForm
from navigator.directory.labels import read_labels
from navigator.directory.records import read_listing
from navigator.directory.store import transaction
from navigator.directory.write import add_listings, add_organizations
from navigator.listings.twins.duplicates import find_pairs
from navigator.text import words

Copy: TypeAlias = Literal["spelling", "abbreviations", "moved", "punctuation", "another name"]
Decoy: TypeAlias = Literal["two services at one place", "one name at two sites"]
COPIES: Final[tuple[Copy, ...]] = get_args(Copy)
DECOYS: Final[tuple[Decoy, ...]] = get_args(Decoy)
Facts: TypeAlias = dict[str, Any]
"""A listing's form as JSON has it."""

KEPT_BACK: Final = 7_000
"""Added to a seed for the figures; what looks for twins was only ever tuned on seeds below it."""
_MOST, _SHARE, _DECOYS = 600, 0.25, 0.5
"""How many copies are planted at most, in what share of the listings, and how many decoys for each copy."""

_SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    "Community Mental Health Team": ("CMHT",), "Drug and Alcohol": ("D&A", "Drug & Alcohol"), "Mental Health": ("MH",),
    "mental health": ("MH",), "Domestic Abuse": ("DA", "DV"), "Liaison and Diversion": ("L&D",),
    "Centre": ("Ctr", "Ctre"),
    "Street": ("St",), "Road": ("Rd",), "House": ("Hse",), "Service": ("Svc", "Serv."), "service": ("svc",),
    "Association": ("Assoc.", "Assn"), "Project": ("Proj.",), "Community": ("Comm.",), "Housing": ("Hsg",),
    "Saint": ("St",),
    "Partnership": ("P'ship",), "Information": ("Info",), "Lambeth": ("Lamb.",), "Southwark": ("Swk",),
    "Avenue": ("Ave",),
    "Assessment": ("Assmt",), "Counselling": ("Couns.",), "counselling": ("couns.",), "Department": ("Dept",),
    "Women's": ("Womens'",), "Network": ("N'work",), "needle exchange": ("NSP", "NX"), "accommodation": ("accom.",),
    "Alcoholics Anonymous": ("AA",), "Talking Therapies": ("TT",), "Gardens": ("Gdns",), "Hospital": ("Hosp.",),
    "Medical Practice": ("Med. Practice",), "Multi-agency Panel": ("MARAC",), "Square": ("Sq",), "Group": ("Grp",),
    "Citizens Advice": ("CAB",), "night shelter": ("shelter",), "Health Inclusion Team": ("HIT",), "Team": ("Tm",),
}  # fmt: skip
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "advice": ("Advice Centre", "legal advice"), "food-bank": ("Foodbank", "food bank"), "helpline": ("helpline",),
    "day-centre": ("day centre", "Day Centre"), "hostel": ("hostel",), "outreach": ("outreach team", "Outreach"),
    "talking-therapy": ("counselling", "Talking Therapies"), "training-employment": ("Work Club", "Skills Centre"),
    "refuge": ("refuge",), "primary-care": ("health clinic", "Surgery"), "rehab": ("rehab",), "detox": ("Detox",),
    "winter-shelter": ("winter shelter",), "women-only": ("Women's Space", "women's group"), "advocacy": ("advocacy",),
    "peer-support": ("peer support", "Clubhouse"), "supported-housing": ("move-on flats", "supported housing"),
    "prescribing": ("Recovery Centre", "clinic"), "social-prescribing": ("social prescribing",),
    "crisis": ("crisis café",),
    "keywork-navigation": ("navigators",), "floating-support": ("tenancy support",), "drop-in": ("Café", "drop-in"),
}  # fmt: skip
_STREETS: Final = (
    "Station Road",
    "High Street",
    "Church Lane",
    "Manor Grove",
    "Mill Hill",
    "Park View",
    "Albert Terrace",
)
_LESS: Final = {"phones": 0.15, "locations": 0.15, "email": 0.3, "alternate_names": 0.5, "hours": 0.4}
"""How likely another directory holds none of these."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A listing planted beside another, and what it is to that."""

    form: ListingForm
    beside: str
    kind: Copy | Decoy

    @property
    def pair(self) -> frozenset[str]:
        """The ids of both."""
        return frozenset((self.form.id, self.beside))


@dataclass(frozen=True, slots=True)
class Found:
    """The shares that were found, by kind of plant; the share of what was found that is right; the seconds it took.

    ``wrong`` are pairs given that are no copies, ``missed`` the copies that were not given.
    """

    shares: Mapping[str, float]
    recall: float
    precision: float
    seconds: float
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[Plant, ...]


def plants(forms: Sequence[ListingForm], copies: int, seed: int) -> list[Plant]:
    """So many copies of listings, evenly by kind, and half as many decoys, each beside a listing of its own."""
    rng = Random(seed)
    maker = _Maker(Material.read(), rng)
    open_ones = [form for form in forms if form.status == "active"]
    kinds: list[Copy | Decoy] = [COPIES[n % len(COPIES)] for n in range(copies)]
    kinds += [DECOYS[n % len(DECOYS)] for n in range(round(copies * _DECOYS))]
    beside = rng.sample(open_ones, min(len(kinds), len(open_ones)))
    rng.shuffle(kinds)
    made = (maker.plant(form, kind, open_ones) for form, kind in zip(beside, kinds, strict=False))
    return [plant for plant in made if plant is not None]


def score(path: Path, seed: int, copies: int) -> Found:
    """Plant copies in a copy of a directory file and look for them."""
    with TemporaryDirectory() as folder:
        working = Path(folder) / path.name
        copyfile(path, working)
        with closing(sqlite3.connect(working)) as connection:
            ids = [found for (found,) in connection.execute("SELECT id FROM service ORDER BY key")]
            some = Random(seed).sample(ids, min(len(ids), 3 * copies))
            forms = [form_of(listing) for one in some if (listing := read_listing(connection, one))]
            vocabulary = read_labels(connection)
        planted = plants(forms, copies, seed)
        with transaction(working) as session:
            names = {plant.form.organization for plant in planted}
            add_organizations(session, [OrganizationForm(name=name, kind="other") for name in sorted(names)])
            add_listings(session, (plant.form for plant in planted), vocabulary)
        with closing(sqlite3.connect(working)) as connection:
            started = time.perf_counter()
            pairs = [frozenset((pair.one.id, pair.other.id)) for pair in find_pairs(connection)]
            seconds = time.perf_counter() - started
    return _judged(planted, pairs, seconds)


def measure(path: Path, size: int, seed: int, runs: int) -> Iterator[Measured]:
    """The mean of some runs over a directory file of so many services, each with a seed that nothing was tuned on."""
    copies = min(_MOST, round(size * _SHARE))
    found = [score(path, KEPT_BACK + seed + run, copies) for run in range(runs)]

    def mean(value: Callable[[Found], float]) -> float:
        return sum(map(value, found)) / len(found)

    yield Measured("twins found, of all planted", mean(lambda one: one.recall))
    yield Measured("twins found that are twins", mean(lambda one: one.precision))
    for kind in COPIES:
        yield Measured(f"twins found: {kind}", mean(partial(_share, kind)))
    for decoy in DECOYS:
        yield Measured(f"taken for twins: {decoy}", mean(partial(_share, decoy)))
    yield Measured("looking for twins, s", mean(lambda one: one.seconds))


def _share(kind: Copy | Decoy, found: Found) -> float:
    return found.shares[kind]


def _judged(planted: Sequence[Plant], pairs: Sequence[frozenset[str]], seconds: float) -> Found:
    given = set(pairs)
    totals = Counter(plant.kind for plant in planted)
    hits = Counter(plant.kind for plant in planted if plant.pair in given)
    right = {plant.pair for plant in planted if plant.kind in COPIES}
    wrong = tuple((min(pair), max(pair)) for pair in pairs if pair not in right)
    return Found(
        {kind: hits[kind] / max(1, totals[kind]) for kind in (*COPIES, *DECOYS)},
        len(given & right) / max(1, len(right)),
        len(given & right) / max(1, len(given)),
        seconds,
        wrong,
        tuple(plant for plant in planted if plant.kind in COPIES and plant.pair not in given),
    )


class _Maker:
    """Makes plants; each is a listing changed step by step."""

    def __init__(self, material: Material, rng: Random) -> None:
        self._material = material
        self._rng = rng
        self._made = 0

    def plant(self, form: ListingForm, kind: Copy | Decoy, others: Sequence[ListingForm]) -> Plant | None:
        """A plant of this kind beside a listing, or None where the listing gives none."""
        facts: Facts = form.model_dump(mode="json")
        if kind == "two services at one place":
            made = self._neighbour(facts, self._rng.choice(others).model_dump(mode="json"))
        elif kind == "one name at two sites":
            made = self._branch(facts)
        else:
            made = self._copy(facts, kind)
        if made is None:
            return None
        self._made += 1
        made |= {"id": f"planted-{self._made}", "links": []}
        return Plant(ListingForm.model_validate(made), form.id, kind)

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    def _copy(self, facts: Facts, kind: Copy) -> Facts | None:
        name = {
            "spelling": self._misspelt,
            "abbreviations": self._shortened,
            "moved": lambda facts: self._punctuated(facts) if self._chance(0.4) else facts["name"],
            "punctuation": self._punctuated,
            "another name": self._otherwise,
        }[kind](facts)
        if name is None:
            return None
        made = self._told_elsewhere(facts) | {"name": name}
        return self._moved(made, facts) if kind == "moved" else made

    def _told_elsewhere(self, facts: Facts) -> Facts:
        """The same service as another directory has it: numbers and addresses written otherwise, some facts missing."""
        made = dict(facts)
        for field, share in _LESS.items():
            if self._chance(share):
                made[field] = {"source": None} if field == "hours" else None if field == "email" else []
        made["phones"] = [{"number": self._number(phone["number"]), "note": None} for phone in made["phones"]]
        made["locations"] = [self._place(place) for place in made["locations"]]
        made["url"] = self._page(facts["url"])
        if self._chance(0.4):
            made["organization"] = self._run_by(facts["organization"])
        for field in ("needs", "service_types"):
            kept = [code for code in facts[field] if self._chance(0.8)]
            made[field] = kept or facts[field][:1]
        made["eligibility"] = [rule for rule in facts["eligibility"] if self._chance(0.5)]
        made["description"] = facts["description"].split(". ")[0]
        return made

    def _moved(self, made: Facts, facts: Facts) -> Facts:
        """At another address in the same borough; a number, a page or a mailbox stays."""
        stays = self._rng.choice(["phones", "url", "email"])
        spot = self._spot(next(iter(facts["areas"]), None))
        made["locations"] = [self._at(spot, place) for place in facts["locations"][:1]]
        for field in ("phones", "url", "email"):
            if field == stays or self._chance(0.5):
                made[field] = facts[field]
            elif field == "phones":
                made[field] = [{"number": self._fresh(phone["number"])} for phone in facts[field]]
        return made

    def _neighbour(self, facts: Facts, other: Facts) -> Facts | None:
        """Another service of the same organization at the same place."""
        taken = set(words(facts["name"]))
        types = [code for code in other["service_types"] if code in _KINDS and code not in facts["service_types"]]
        kinds = [kind for code in types for kind in _KINDS[code] if not taken.issuperset(words(kind))]
        if not kinds or not facts["locations"]:
            return None
        first = " ".join(facts["name"].split(" ")[: self._rng.choice([1, 2, 2])])
        what = {name: other[name] for name in ("needs", "service_types", "description", "hours", "eligibility")}
        sources = {"sources": other["sources"], "dual_diagnosis": other["dual_diagnosis"]}
        made = (
            facts | what | sources | {"name": f"{first.rstrip(',:')} {self._rng.choice(kinds)}", "alternate_names": []}
        )
        if self._chance(0.5):
            made["phones"] = [{"number": self._fresh(phone["number"])} for phone in facts["phones"]]
        if self._chance(0.7):
            made["url"] = facts["url"] and f"{facts['url'].rstrip('/')}/{self._rng.choice(types)}"
        if self._chance(0.5):
            made["email"] = None
        return made

    def _branch(self, facts: Facts) -> Facts | None:
        """The same kind of service under the same name, somewhere else."""
        spot = self._spot(None)
        while spot.borough in facts["areas"]:
            spot = self._spot(None)
        if not facts["locations"] or facts["locations"][0]["confidential"]:
            return None
        place = self._rng.choice(["", f", {spot.place}", f" ({spot.borough})"])
        made = facts | {"name": f"{facts['name']}{place}", "areas": [spot.borough]}
        made["locations"] = [self._at(spot, facts["locations"][0])]
        made["eligibility"] = [rule for rule in facts["eligibility"] if rule["facet"] != "area"]
        if self._chance(0.7):
            made["phones"] = [{"number": self._fresh(phone["number"])} for phone in facts["phones"]]
        if self._chance(0.6):
            made["url"] = facts["url"] and f"{facts['url'].rstrip('/')}/{'-'.join(words(spot.place))}"
        if self._chance(0.7):
            made["email"] = None
        return made

    def _misspelt(self, facts: Facts) -> str | None:
        """One or two words of the name misspelt."""
        parts: list[str] = facts["name"].split(" ")
        for _ in range(self._rng.choice([1, 1, 2])):
            slips = [
                (at, slip)
                for at, part in enumerate(parts)
                for kind in spelling.KINDS
                if (slip := spelling.misspelt(part.lower(), kind, self._rng))
            ]
            if slips:
                at, slip = self._rng.choice(slips)
                parts[at] = slip.capitalize() if parts[at][0].isupper() else slip
        return None if parts == facts["name"].split(" ") else " ".join(parts)

    def _shortened(self, facts: Facts) -> str | None:
        """Words of the name shortened as people do, all that can be in half of the cases."""
        name: str = facts["name"]
        fitting = [long for long in _SHORT if re.search(rf"\b{long}\b", name)]
        self._rng.shuffle(fitting)
        for long in fitting[: None if self._chance(0.5) else 1]:
            name = re.sub(rf"\b{long}\b", self._rng.choice(_SHORT[long]), name)
        return None if name == facts["name"] else name

    def _punctuated(self, facts: Facts) -> str | None:
        """The same words with other signs, capitals and spaces between them."""
        ways: tuple[Callable[[str], str], ...] = (
            lambda name: name.replace("St ", "St. ").replace("'s", "s"),
            lambda name: name.replace("'", "’"),
            lambda name: name.replace("'", ""),
            lambda name: name.replace(" and ", " & "),
            lambda name: name.upper(),
            lambda name: name.title(),
            lambda name: name.removeprefix("The ") if name.startswith("The ") else f"The {name}",
            lambda name: name.replace("-", " ").replace(": ", " - "),
            lambda name: re.sub(r" \((.*)\)", r" - \1", name),
            lambda name: name.replace("day centre", "daycentre").replace("drop-in", "dropin"),
            lambda name: name.replace("Foodbank", "Food Bank").replace("food bank", "foodbank"),
        )  # fmt: skip
        made: str = facts["name"]
        for way in self._rng.sample(ways, 3):
            made = way(made)
        return None if made == facts["name"] else made

    def _otherwise(self, facts: Facts) -> str | None:
        """Under another name it goes by, beside who runs it, without its place, or in another order."""
        name, organization = facts["name"], facts["organization"]
        short = " ".join(organization.split(" ")[:3])
        ways = [f"{name} ({short})", f"{short}: {name}", f"{short} - {name}"] if short not in name else []
        ways += [f"{name}, {area}" for area in facts["areas"][:1] if area not in name]
        ways += [other for other in facts["alternate_names"] if len(other.split(" ")) > 1]
        if " " in name and "(" not in name:
            first, _, rest = name.partition(" ")
            ways.append(f"{rest} ({first})")
        return self._rng.choice(ways) if ways else None

    def _run_by(self, organization: str) -> str:
        """Who runs it as somebody else writes that."""
        ways = (
            self._punctuated({"name": organization}) or organization,
            " ".join(organization.split(" ")[:2]),
            f"{organization} Ltd",
            "Not stated",
        )
        return self._rng.choice(ways)

    def _number(self, number: str) -> str:
        plain = number.replace(" ", "")
        if not plain.startswith("0") or not plain.isdecimal():
            return number
        way = self._rng.choice(
            [plain, f"+44 {plain[1:]}", f"{plain[:5]} {plain[5:]}", number, f"({plain[:4]}) {plain[4:]}"]
        )
        return str(way)

    def _place(self, place: Facts) -> Facts:
        made = dict(place)
        if made["postal_code"] and self._chance(0.3):
            made["postal_code"] = made["postal_code"].replace(" ", "").lower()
        if made["address_1"] and self._chance(0.5):
            for long, short in (
                ("Road", "Rd"),
                ("Street", "St"),
                ("Avenue", "Ave."),
                ("Lane", "Ln"),
                ("Gardens", "Gdns"),
            ):
                made["address_1"] = made["address_1"].replace(long, short)
        if self._chance(0.2):
            made |= {"address_1": None} if made["postal_code"] else {}
        return made

    def _page(self, url: str | None) -> str | None:
        if not url or self._chance(0.25):
            return None
        if self._chance(0.15):
            return f"https://helpnearby.org.uk/services/{self._rng.randrange(10**6)}"
        if self._chance(0.3):
            return "/".join(url.split("/")[:3])
        return url.replace("https://", "http://").replace("www.", "") if self._chance(0.5) else f"{url.rstrip('/')}/"

    def _at(self, spot: Spot, place: Facts) -> Facts:
        if place["confidential"]:
            return place
        letters = "".join(self._rng.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
        return {
            "address_1": f"{self._rng.randrange(1, 250)} {self._rng.choice(_STREETS)}",
            "city": "London",
            "postal_code": f"{spot.sector.name}{letters}",
        }

    def _spot(self, borough: str | None) -> Spot:
        """A place, in this borough where it is one."""
        spots, _ = self._material.spots
        return self._rng.choice([spot for spot in spots if spot.borough == borough] or spots)

    def _fresh(self, number: str) -> str:
        """Another number of the same shape; short ones stay."""
        if len(number) < 9:  # noqa: PLR2004 - a short code
            return number
        return number[:5] + re.sub(r"[0-9]", lambda _: str(self._rng.randrange(10)), number[5:])
