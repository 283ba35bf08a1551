"""Plausible listings in any number, recombined from the real ones: the same count and seed give the same listings.

Every listing starts from a real one, moves to another place, and takes some of its sentences, phrases, rules and hours
from others that answer the same needs, so that common words keep their share. Names are new and different from one
another, as real ones are, and bring new words as the directory grows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from random import Random
from typing import Any, Final, TypeVar

from benchmarks.names import FIRST_NAMES, SAINTS, common, inventory, zipf
from navigator.directory.form import ListingForm, OrganizationForm, read_listings, read_organizations
from navigator.directory.gazetteer import Neighbourhood, read_neighbourhoods, read_sectors
from navigator.directory.places import Sector
from navigator.resources import resource
from navigator.text import words

_Item = TypeVar("_Item")

HOME: Final = ("Lambeth", "Southwark", "Lewisham")
"""The boroughs of the real directory; half of what is generated is there."""
_EVERYWHERE: Final = frozenset({"London", "England", "UK"})
_EVERYDAY: Final = frozenset({"Angel", "Borough", "Bow", "Lee", "Oval"})
"""Places whose names stand for something else too often to be moved."""
_SENTENCE: Final = re.compile(r"(?<=[.?!]) ")

_NOT_PLAIN: Final = re.compile(r",| \(")

_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "day-centre": ("day centre", "Day Centre", "Centre"),
    "drop-in": ("drop-in", "Café", "Drop In", "open house"),
    "outreach": ("outreach team", "street outreach", "Outreach"),
    "helpline": ("helpline", "Advice Line", "phone line"),
    "crisis": ("crisis café", "Safe Haven", "Sanctuary", "crisis house"),
    "assessment": ("assessment service", "Assessment and Liaison", "Assessment Centre"),
    "prescribing": ("recovery service", "Recovery Centre", "clinic"),
    "needle-exchange": ("needle exchange", "pharmacy needle exchange", "Harm Reduction Hub"),
    "detox": ("detox unit", "residential detox", "Detox"),
    "rehab": ("rehab", "Recovery House", "residential rehab"),
    "talking-therapy": ("Talking Therapies", "counselling", "Counselling Service"),
    "community-mental-health": ("Community Mental Health Team", "Living Well Centre", "mental health team"),
    "inpatient": ("Ward", "Unit", "inpatient unit"),
    "peer-support": ("peer support", "Peer Network", "Clubhouse"),
    "mutual-aid": ("meeting", "mutual aid group", "Fellowship"),
    "floating-support": ("floating support", "Tenancy Support", "housing support"),
    "hostel": ("hostel", "House", "Assessment Hostel"),
    "supported-housing": ("supported housing", "Lodge", "Court", "move-on project"),
    "refuge": ("refuge", "Women's Refuge", "safe house"),
    "winter-shelter": ("winter night shelter", "Night Shelter", "emergency shelter"),
    "advice": ("Advice Centre", "advice", "Law Centre", "Information Hub"),
    "advocacy": ("advocacy", "Advocacy Service", "advice and advocacy"),
    "keywork-navigation": ("navigators", "Link Workers", "keywork service"),
    "primary-care": ("Medical Practice", "Health Inclusion Team", "health clinic", "Surgery"),
    "dentistry": ("dental clinic", "Dental Access"),
    "women-only": ("Women's Centre", "women's space", "Women's Hub"),
    "social-prescribing": ("social prescribing", "Community Connections", "Wellbeing Hub"),
    "training-employment": ("Skills Centre", "trainee placements", "Work Club", "Academy"),
    "food-bank": ("Foodbank", "food bank", "community kitchen", "Food Hub"),
    "through-the-gate": ("through the gate", "prison leavers project", "Resettlement Service"),
    "liaison-diversion": ("Liaison and Diversion", "court mental health team"),
    "panel": ("panel", "MARAC", "Multi-agency Panel"),
}
_TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "mental-health": ("Wellbeing", "Mental Health", "Mind", "Recovery"),
    "substance-use": ("Recovery", "Drug and Alcohol", "Substance Misuse"),
    "alcohol": ("Alcohol", "Alcohol Recovery", "Drug and Alcohol"),
    "drugs": ("Drug", "Recovery", "Harm Reduction"),
    "homelessness": ("Homeless", "Rough Sleeping", "Homelessness"),
    "housing": ("Housing", "Tenancy", "Home"),
    "criminal-justice": ("Resettlement", "Justice", "Probation"),
    "domestic-abuse": ("Domestic Abuse", "Safer Homes", "Survivors'"),
    "sexual-violence": ("Survivors'", "Sexual Violence"),
    "exploitation": ("Anti-Slavery", "Exploitation"),
    "physical-health": ("Health", "Health Inclusion", "Nursing"),
    "sexual-health": ("Sexual Health", "Blood-Borne Virus"),
    "immigration": ("Migrant", "Refugee", "Asylum"),
    "money-and-benefits": ("Money", "Debt", "Welfare Rights"),
    "legal": ("Legal", "Law", "Rights"),
    "employment-and-skills": ("Skills", "Work", "Training"),
    "food": ("Food", "Community Meals"),
    "social-connection": ("Community", "Befriending", "Social"),
    "family": ("Family", "Parents'", "Children and Families"),
    "carers": ("Carers'", "Young Carers'"),
}
_AUDIENCES: Final = (
    "Women's", "Young People's", "Men's", "LGBTQ+", "Refugee", "African Caribbean", "Latin American", "Somali",
    "Veterans'", "Older People's", "Deaf", "Muslim Women's", "Irish", "Vietnamese", "Portuguese", "Carers'", "Parents'",
    "Care Leavers'", "Polish", "Eritrean", "Tamil", "Turkish and Kurdish", "Bengali", "Students'", "Single Homeless",
)  # fmt: skip
_BUILDINGS: Final = (
    "House", "Lodge", "Court", "Hall", "Centre", "Place", "Hub", "Rooms", "Mews", "Villa", "Cottage", "Chapel", "Works",
    "Gardens", "Terrace", "Manor", "Gate", "Yard", "Wharf", "Tower",
)  # fmt: skip
_STREETS: Final = (
    "Road", "Street", "Avenue", "Lane", "Grove", "Close", "Way", "Hill", "Rise", "Gardens", "Walk", "Terrace", "Park",
    "Square", "Crescent", "Mews", "High Street", "Row", "Passage", "Green",
)  # fmt: skip
_ORGANIZATIONS: Final[tuple[tuple[str, str], ...]] = (
    ("{name} Trust", "charity"),
    ("{name} Foundation", "charity"),
    ("{place} {name} Association", "charity"),
    ("{name} Housing", "charity"),
    ("{name} {building}", "charity"),
    ("St {saint}'s Church, {place}", "faith"),
    ("{place} {community} Association", "charity"),
    ("{first} {name} Trust", "charity"),
    ("{name} and {second} Partnership", "cic"),
    ("{name} Care", "charity"),
    ("{place} {community} Network", "peer-led"),
    ("{name} Medical Group", "nhs"),
    ("{borough} {name} Alliance", "nhs"),
    ("London Borough of {borough}", "council"),
    ("{place} Methodist Church", "faith"),
    ("{name} Projects CIC", "cic"),
)
_NAMES: Final = (
    "{name} {building} {kind}",
    "{name} {building} {kind}",
    "{name} {building}",
    "{place} {audience} {topic} {hub}",
    "{place} {topic} {kind}",
    "{place} {name} {kind}",
    "{borough} {name} {kind}",
    "{organization} {place} {kind}",
    "{organization}: {kind}",
    "{organization} {audience} {topic} {hub}",
    "The {name} {hub}",
    "The {name} {topic} {hub}",
    "{first} {name} {building}",
    "{first} {name} {hub}, {place}",
    "St {saint}'s {place} {kind}",
    "{name} {street} {kind}",
    "{name} {street}, {place}",
    "{audience} {topic} {hub} at {name} {building}",
    "{name} {topic} {kind}",
    "{place} {kind} ({name} {building})",
    "{borough} {topic} {kind}",
    "{borough} {kind}",
    "{place} {kind}",
)
_HUBS: Final = ("Hub", "Project", "Centre", "Service", "Network", "Team", "Partnership", "Group", "Initiative", "Space")
_COMMUNITIES: Final = (
    "Community", "Tenants'", "Somali", "Ghanaian", "Polish", "Mental Health", "Homeless", "Carers'", "Refugee",
    "Disability", "Residents'", "Churches", "Women's", "Youth",
)  # fmt: skip
_LANGUAGES: Final = (
    "Spanish", "Portuguese", "Somali", "Polish", "Arabic", "Bengali", "French", "Tigrinya", "Turkish", "Romanian",
    "Italian", "Yoruba", "Urdu", "Farsi", "Albanian", "Tamil", "Vietnamese", "British Sign Language",
)  # fmt: skip
_MAILBOXES: Final = ("info", "help", "referrals", "hello", "contact", "enquiries")
_DAYS: Final = ("Mo-Fr", "Mo-Su", "Mo-Th", "Tu,Th", "Mo,We,Fr", "We", "Tu", "Th", "Sa", "Mo-Sa", "Fr", "Mo", "Tu-Fr")
_STARTS: Final = ("09:00", "10:00", "09:30", "08:00", "08:30", "12:00", "13:00", "18:00", "14:00", "11:00", "19:00")
_LASTS: Final = (8, 4, 3, 2, 7, 5, 6, 2.5, 1.5, 3.5, 9, 10, 7.5)
_WHOLE_NUMBER: Final = 9
_PREFIXES: Final = ("020 7", "020 8", "020 3", "0300 ", "0800 ", "0808 ", "07", "0330 ", "0845 ")
_PHONE_DIGITS: Final = {"020 7": "### ####", "020 8": "### ####", "020 3": "### ####", "07": "### ######"}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a generated service is: what the place is called, its borough, and a postcode sector there."""

    place: str
    borough: str
    sector: Sector


@dataclass(frozen=True)
class Material:
    """The real directory, taken apart."""

    listings: tuple[ListingForm, ...]
    organizations: tuple[OrganizationForm, ...]
    sectors: tuple[Sector, ...]
    places: tuple[Neighbourhood, ...]

    @classmethod
    def read(cls) -> "Material":
        """The reviewed text that the shipped directory is built from."""
        sectors = tuple(read_sectors(resource("geo", "postcode-sectors.csv")))
        return cls(
            tuple(read_listings(resource("listings"))),
            tuple(read_organizations(resource("organizations.toml"))),
            sectors,
            tuple(read_neighbourhoods(resource("geo", "places.toml"), sectors)),
        )

    @cached_property
    def by_need(self) -> dict[str, list[ListingForm]]:
        """The listings that answer each need."""
        return {need: [f for f in self.listings if need in f.needs] for f in self.listings for need in f.needs}

    @cached_property
    def spots(self) -> tuple[list[Spot], list[float]]:
        """Places to be and how likely each is: half in the boroughs of the real directory, by postcodes."""
        towns = (place for place in self.places if not place.name.startswith("HMP"))
        named = {sector: place.name for place in towns for sector in place.sectors}
        boroughs = [sector.boroughs[0][0] for sector in self.sectors]
        postcodes: Counter[bool] = Counter()
        for sector, borough in zip(self.sectors, boroughs, strict=True):
            postcodes[borough in HOME] += sector.postcodes
        spots = [Spot(named.get(s.name, b), b, s) for s, b in zip(self.sectors, boroughs, strict=True)]
        return spots, [spot.sector.postcodes / postcodes[spot.borough in HOME] for spot in spots]

    @cached_property
    def templates(self) -> "_Templates":
        """Turns the places a real text names into gaps for others."""
        boroughs = {borough for sector in self.sectors for borough, _ in sector.boroughs}
        return _Templates(boroughs, {name for place in self.places for name in (place.name, *place.also)} - boroughs)


class _Templates:
    """Replaces place names in texts by gaps, and fills them."""

    def __init__(self, boroughs: set[str], places: set[str]) -> None:
        self._boroughs = boroughs
        longest_first = sorted(boroughs | places - _EVERYDAY, key=len, reverse=True)
        self._pattern = re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")\b")
        self._known: dict[str, str] = {}

    def moved(self, text: str, spot: Spot) -> str:
        """The text as if it were about another place."""
        gapped = self._known.get(text)
        if gapped is None:
            gapped = self._pattern.sub(lambda found: "\x01" if found[1] in self._boroughs else "\x02", text)
            self._known[text] = gapped
        return gapped.replace("\x01", spot.borough).replace("\x02", spot.place)


def listings(count: int, seed: int) -> Iterator[ListingForm]:
    """So many plausible listings with different ids and names, one at a time."""
    return (form for form, _ in with_organizations(count, seed))


def with_organizations(count: int, seed: int) -> Iterator[tuple[ListingForm, OrganizationForm]]:
    """The same listings, each beside the organization that runs it."""
    return islice(_Maker(Material.read(), Random(seed)).make(), count)


class _Maker:
    """Makes listings one after another; remembers only the names, ids, and who runs how much."""

    def __init__(self, material: Material, rng: Random) -> None:
        self._material = material
        self._rng = rng
        self._names = inventory(rng)
        self._taken: set[str] = set()
        self._ids: list[str] = []
        self._runs: list[OrganizationForm] = list(material.organizations)
        self._known = {form.name: form for form in material.organizations}
        self._phones: dict[str, str] = {}

    def make(self) -> Iterator[tuple[ListingForm, OrganizationForm]]:
        """Listings without end."""
        while True:
            spot = self._spot()
            organization = self._organization(spot)
            base = self._rng.choice(self._material.listings)
            yield ListingForm.model_validate(self._listing(base, organization, spot)), organization

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    def _some(self, items: Sequence[_Item], share: float) -> list[_Item]:
        """Each of the items with a chance of ``share``, in order."""
        return [item for item in items if self._chance(share)]

    def _spot(self) -> Spot:
        spots, weights = self._material.spots
        return self._rng.choices(spots, weights)[0]

    def _organization(self, spot: Spot) -> OrganizationForm:
        """Who runs it: in two of three cases somebody who runs others, the likelier the more they run."""
        if self._chance(0.66):
            chosen = self._rng.choice(self._runs)
        else:
            pattern, kind = self._rng.choice(_ORGANIZATIONS)
            name = self._fill(pattern, spot)
            site = "".join(words(name)[:3])
            chosen = self._known.setdefault(
                name, OrganizationForm(name=name, kind=kind, website=f"https://{site}.org.uk")
            )
        self._runs.append(chosen)
        return chosen

    def _fill(self, pattern: str, spot: Spot, **more: str) -> str:
        rng = self._rng
        return pattern.format_map({
            "name": common(self._names, rng),
            "second": common(self._names, rng),
            "first": zipf(FIRST_NAMES, rng),
            "saint": zipf(SAINTS, rng),
            "building": zipf(_BUILDINGS, rng),
            "street": zipf(_STREETS, rng),
            "community": rng.choice(_COMMUNITIES),
            "audience": zipf(_AUDIENCES, rng),
            "hub": zipf(_HUBS, rng),
            "place": spot.place,
            "borough": spot.borough,
            **more,
        })  # fmt: skip

    def _name(self, needs: Sequence[str], types: Sequence[str], organization: str, spot: Spot) -> tuple[str, str]:
        """A name nobody has yet, and its slug."""
        short = " ".join(_NOT_PLAIN.split(organization, maxsplit=1)[0].split(" ")[:3]).removesuffix(" NHS")
        while True:
            name = self._fill(
                self._rng.choice(_NAMES),
                spot,
                kind=self._rng.choice(_KINDS[self._rng.choice(types)]),
                topic=self._rng.choice(_TOPICS[self._rng.choice(needs)]),
                organization=short,
            )
            slug = "-".join(words(name))[:80].strip("-")
            if slug not in self._taken:
                self._taken.add(slug)
                self._ids.append(slug)
                return name, slug

    def _listing(self, base: ListingForm, organization: OrganizationForm, spot: Spot) -> dict[str, Any]:
        donor = self._rng.choice(self._material.by_need[self._rng.choice(base.needs)])
        needs = _merged(base.needs, self._some(donor.needs, 0.2))
        types = _merged(base.service_types, self._some(donor.service_types, 0.15))
        name, slug = self._name(needs, types, organization.name, spot)
        website = organization.website or f"https://{slug[:30]}.org.uk"
        flexibility = (donor if self._chance(0.3) else base).flexibility
        numbers = range(1, len(base.sources) + 1)

        def moved(text: str | None) -> str | None:
            return text and self._material.templates.moved(text, spot)

        def sourced(item: Any) -> dict[str, Any]:
            """A fact of another listing, on one of this listing's pages."""
            return {**item.model_dump(), "source": self._rng.choice(numbers)}

        return {
            "id": slug,
            "name": name,
            "alternate_names": self._alternates(base, name),
            "organization": organization.name,
            "status": base.status,
            "description": moved(self._prose(base.description, donor.description)),
            "needs": needs,
            "service_types": types,
            "areas": self._areas(base, spot),
            "delivery": base.delivery,
            "referral_routes": _merged(base.referral_routes, self._some(donor.referral_routes, 0.15)),
            "how_to_refer": moved(self._prose(base.how_to_refer, donor.how_to_refer)),
            "url": f"{website}/{slug}",
            "email": self._email(base, website),
            "cost": base.cost,
            "cost_note": moved(base.cost_note),
            "approaches": base.approaches,
            "transitions": base.transitions,
            "languages": _merged(base.languages, [zipf(_LANGUAGES, self._rng)] if self._chance(0.06) else []),
            "interpreting": moved(base.interpreting),
            "required_documents": base.required_documents,
            "open_access": base.open_access,
            "anyone_may_apply": base.anyone_may_apply,
            "hours": {
                "opening_hours": self._hours(base),
                "note": moved(base.hours.note),
                "source": None if base.hours.source is None else self._rng.choice(numbers),
            },
            "flexibility": {field: moved(text) for field, text in flexibility.model_dump().items()},
            "dual_diagnosis": {
                **base.dual_diagnosis.model_dump(),
                "note": moved(base.dual_diagnosis.note),
                "source": base.dual_diagnosis.source and self._rng.choice(numbers),
            },
            "phones": [
                {"number": self._phone(phone.number, organization.name), "note": moved(phone.note)}
                for phone in base.phones
            ],
            "locations": [self._location(place, spot) for place in base.locations[:3]],
            "eligibility": [
                self._rule(sourced(rule), spot, moved)
                for rule in (*self._some(base.eligibility, 0.85), *self._some(donor.eligibility, 0.15))
            ],
            "links": [
                {"to": self._rng.choice(self._ids), "kind": link.kind, "source": self._rng.choice(numbers)}
                for link in base.links
            ],
            "sources": [
                {**source.model_dump(), "number": number, "url": f"{website}/{number}", "title": moved(source.title)}
                for number, source in zip(numbers, base.sources, strict=True)
            ],
        }  # fmt: skip

    def _prose(self, own: str | None, other: str | None) -> str | None:
        """Sentences of two texts: mostly the first's, some swapped for the other's, and phrases between commas too."""
        if not own:
            return own
        others = _SENTENCE.split(other) if other else []
        sentences = [
            self._rng.choice(others) if others and self._chance(0.3) else sentence for sentence in _SENTENCE.split(own)
        ]
        phrases = [phrase for sentence in others for phrase in sentence.split(", ")[1:-1]]
        return " ".join(dict.fromkeys(self._rephrased(sentence, phrases) for sentence in sentences))

    def _rephrased(self, sentence: str, phrases: Sequence[str]) -> str:
        *between, last = sentence.split(", ")
        if len(between) > 1 and phrases and self._chance(0.5):
            between[self._rng.randrange(1, len(between))] = self._rng.choice(phrases)
        return ", ".join([*between, last])

    def _alternates(self, base: ListingForm, name: str) -> list[str]:
        """What practitioners call it: its first words, or the initials of its words."""
        parts = [part.strip("(),:") for part in name.split(" ")]
        short = " ".join(parts[:2])
        initials = "".join(part[0] for part in parts if part[:1].isupper())
        found = [short] if base.alternate_names and short != name else []
        return [*found, initials] if initials[2:] and self._chance(0.1) else found

    def _areas(self, base: ListingForm, spot: Spot) -> list[str]:
        wide = [area for area in base.areas if area in _EVERYWHERE]
        local = [area for area in base.areas if area not in _EVERYWHERE]
        nearby = [borough for borough, _ in spot.sector.boroughs] + list(HOME)
        return wide + list(dict.fromkeys([spot.borough, *nearby]))[: len(local)]

    def _email(self, base: ListingForm, website: str) -> str | None:
        if base.email is None:
            return None
        return f"{self._rng.choice(_MAILBOXES)}@{website.split('/')[2]}"

    def _hours(self, base: ListingForm) -> str | None:
        if base.hours.opening_hours is None or self._chance(0.5):
            return base.hours.opening_hours
        first = self._span(zipf(_DAYS, self._rng))
        return f"{first}; {self._span('Su')}" if self._chance(0.15) else first

    def _span(self, days: str) -> str:
        start = zipf(_STARTS, self._rng)
        end = min(24.0, int(start[:2]) + int(start[3:]) / 60 + zipf(_LASTS, self._rng))
        return f"{days} {start}-{int(end):02}:{int(end % 1 * 60):02}"

    def _phone(self, number: str, organization: str) -> str:
        """A new number in the shape of the old, or one the organization has already; short codes stay."""
        if len(number.replace(" ", "")) < _WHOLE_NUMBER:
            return number
        if organization not in self._phones or self._chance(0.4):
            start = next((prefix for prefix in _PREFIXES if number.startswith(prefix)), "020 7")
            shape = start + _PHONE_DIGITS.get(start, "### ####")
            self._phones[organization] = re.sub("#", lambda _: str(self._rng.randrange(10)), shape)
        return self._phones[organization]

    def _location(self, place: Any, spot: Spot) -> dict[str, Any]:
        named = self._fill("{name} {building}", spot) if place.name else None
        if place.confidential:
            return {"name": None, "city": place.city, "confidential": True, "accessibility": place.accessibility}
        rng = self._rng
        letters = "".join(rng.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
        spread = spot.sector.spread_m / 111_000
        street = self._fill("{name} {street}", spot)
        return {
            "name": named,
            "address_1": place.address_1 and f"{rng.randrange(1, 250)} {street}",
            "city": place.city,
            "postal_code": place.postal_code and f"{spot.sector.name}{letters}",
            "latitude": place.latitude and round(spot.sector.point.latitude + rng.gauss(0, spread), 5),
            "longitude": place.longitude and round(spot.sector.point.longitude + rng.gauss(0, spread), 5),
            "accessibility": place.accessibility,
        }

    def _rule(self, rule: dict[str, Any], spot: Spot, moved: Any) -> dict[str, Any]:
        if rule["facet"] == "area":
            rule["values"] = (spot.borough,)
        rule["note"] = moved(rule["note"])
        return rule


def _merged(first: Sequence[_Item], more: Sequence[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys((*first, *more)))
