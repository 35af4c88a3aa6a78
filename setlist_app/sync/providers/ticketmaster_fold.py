"""Which listings are one show? One night is often sold as several: the show, VIP packages, parking, resale, passes.

Pure functions, no I/O. Two listings are one show when day, place and line-up agree and the hour does not say
otherwise: a matinee and an evening stay two. The plainest listing keeps its id, the others become aliases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from math import asin, cos, radians, sin, sqrt

from setlist_app.models.catalog import ShowStatus
from setlist_app.sync.matching import normalise_name, plain, words
from setlist_app.sync.providers.records import ShowRecord, Skipped, VenueRecord

# Words of a listing that admits nobody by itself. Alone it is no show; beside one it is an alias of it.
EXTRAS = {
    "parking": r"\bparking\b|\brv (?:pass|parking|camping|site)\w*\b|\bcar ?park\b|\bvalet\b"
    r"|\bpark(?:platz|en|schein|ticket)\b|\bparkeren\b|\baparcamiento\b|\bestacionamiento\b|\bstationnement\b",
    "camping or lodging": r"\bcamping\b(?= (?:pass|add|only|ticket|package|site))|\bhotel (?:package|room)s?\b|\bticket \+ hotel\b|\blodging\b",
    "transport": r"\bshuttle (?:pass|bus|ticket|service)\w*\b|\bbus (?:pass|transfer|ticket)\b|\btransfer\b only",
    "not an event ticket": r"not an event ticket|not a (?:concert )?ticket|\bticket not included\b|\bdoes not include\b",
    "an upgrade": r"\bupgrades?\b|\badd ?ons?\b|\bfast (?:lane|track|pass)\b|\blocker\b|\blounge (?:access|pass)\b"
    r"|\bclub (?:access|pass)\b|\bearly (?:entry|access)\b(?! show)|\bmeet (?:and|&) greet\b(?: only| pass| upgrade)?",
    "merchandise": r"\bmerch(?:andise)? (?:bundle|package|voucher)\b|\bgift (?:card|certificate|voucher)s?\b",
    "a season ticket": r"\bseason (?:tickets?|pass(?:es)?|bundle|package|membership)\b|\bmega ?tickets?\b"
    r"|\blawn(?:ie)? pass\b|\bsubscriptions?\b|\bseries (?:ticket|pass)\b|\bticket to rock\b|\b(?:\d|three|two|four|five) "
    r"(?:show|concert)s? (?:bundle|package|pass)\b|\bmemberships?\b",
}  # fmt: skip
# What follows an add-on's word in a show's name: "The Upgrade Tour", "Locker Room Live", "Membership Drive Concert".
NAMES_A_SHOW = re.compile(
    r"\s+(?!(?:for|to|from|at|in|on|only|the|and|pass|ticket|package|bundle|voucher|access)\b)(?:[\w']+\s+)?"
    r"(?:tour|live|concerts?|sessions?|show|party|festival|revue|band|orchestra)\b(?! (?:ticket|upgrade|parking|pass))",
    re.IGNORECASE,
)
MEETING = re.compile(r"^meet (?:and|&) greet\s*[-:|]\s*an? (?:evening|night|afternoon) with\b", re.IGNORECASE)
# Words of another way to buy the same seat or night. Alone it still shows that there is a show.
WAYS_TO_BUY = (
    r"\bv\.?i\.?p\.? ?(?:packages?|experiences?|tickets?|upgrades?|passes|pass|tables?|hospitality|suites?|seating)?\b"
    r"|\bofficial platinum\b|\bplatinum (?:seats?|tickets?)\b|\bpremium (?:seat\w*|packages?|tickets?)\b|\bresale\b"
    r"|\bhospitality\b(?: packages?)?|\b(?:ticket )?packages?$|\b(?:luxury|vip|party|private) suites?\b|\bsuites? (?:tickets?|only|rental)\b|^suites? ?[:-]"
    r"|\bbox seats?\b|\bpresale\b|\bgeneral admission\b|\bga (?:only|tickets?|standing|pit)\b|\bpit tickets?\b"
    r"|\baccessible (?:seating|tickets?)\b|\bstanding only\b|\btable reservations?\b|\bgroup tickets?\b"
)
# Words of one ticket for several days.
SEVERAL_DAYS = (
    r"\b(?:\d|two|three|four|five)[ -]?(?:day|night)s?[ -](?:tickets?|pass(?:es)?|package|wristband)\b"
    r"|\bweekend (?:tickets?|pass(?:es)?)\b|[-–:|] weekend$|\b(?:festival|full) pass(?:es)?\b|\bmulti[ -]?day\b"
    r"|\bkarnet\w*|\b\d[ -]?dniow\w+|\b\d[ -]?tages[ -]?(?:ticket|pass|karte)\b|\bkombi[ -]?ticket\b|\bpass \d jours\b"
    r"|\bforfait\b|\babono\b|\babbonamento\b|\bpassepartout\b"
)
MOVED = re.compile(r"^\W*(?:moved|relocated) to\b[^-:]*[-:]\s*|\W*\((?:moved|relocated) to[^)]*\)\s*$|\s*[-:]\s*(?:moved|"
                   r"relocated) to\b.*$|\b(?:new venue|venue change)\b\W*", re.IGNORECASE)  # fmt: skip
# In front, a notice is set off: "CANCELLED - …", "[Postponed] …". "Postponed Dreams" is a title.
NOTICE = re.compile(r"^\W*(?:cancell?ed|postponed|rescheduled|new date|sold out)\s*[-–—:|!*)\]>/,]\W*|\W*[(\[](?:cancell?ed|postponed|"
                    r"rescheduled|new date|sold out)[^)\]]*[)\]]\s*$|\s+-\s+(?:cancell?ed|postponed|rescheduled)$", re.IGNORECASE)  # fmt: skip

RESALE_ID = "Z7r9"
"""How ids of the resale market begin (recorded 2019-2022)."""
RESALE_HOURS = timedelta(minutes=60)
"""The resale market may list the doors instead of the start."""
SAME_PLACE_KM = 1.0

_EXTRAS = {reason: re.compile(pattern, re.IGNORECASE) for reason, pattern in EXTRAS.items()}
_WAYS = re.compile(WAYS_TO_BUY, re.IGNORECASE)
_SEVERAL = re.compile(SEVERAL_DAYS, re.IGNORECASE)


@dataclass(frozen=True)
class Listing:
    """One event of the provider on its way to be a show or an alias of one."""

    show: ShowRecord
    ends_on: date | None = None
    admits_nobody: bool = False
    billed: frozenset[str] = field(default=frozenset())
    """Ids of all attractions listed, artists or not: a festival's own id ties its passes together."""

    @property
    def extra(self) -> str | None:
        """Why it is no show by itself, or None. A band's own name never counts ("Season Pass" by "Season Pass")."""
        title = self._title_beside_names()
        named = None if MEETING.search(title) else _extra_in(title)
        return named or ("an upsell" if self.admits_nobody else None)

    @property
    def is_way_to_buy(self) -> bool:
        return bool(_WAYS.search(self._title_beside_names()))

    @property
    def is_several_days(self) -> bool:
        return bool(_SEVERAL.search(self._title_beside_names()))

    @property
    def is_plain(self) -> bool:
        return not (self.extra or self.is_way_to_buy or self.is_several_days)

    def _title_beside_names(self) -> str:
        title = plain(self.show.title)
        for artist in self.show.performances:
            title = re.sub(re.escape(plain(artist.name)), " ", title, flags=re.IGNORECASE)
        return title.strip()


def _extra_in(title: str) -> str | None:
    """The kind of add-on that the title names; a word that is part of a show's name does not count."""
    for reason, pattern in _EXTRAS.items():
        if any(not NAMES_A_SHOW.match(title, found.end()) for found in pattern.finditer(title)):
            return reason
    return None


def fold_listings(listings: Sequence[Listing]) -> tuple[tuple[ShowRecord, ...], tuple[Skipped, ...]]:
    """One show per night, in the order the provider gave, and what is no show by itself with the reason."""
    groups: list[list[Listing]] = []
    # Plain listings first, so that everything else finds the show it belongs to.
    for listing in sorted(listings, key=_rank):
        home = _home(listing, groups)
        if home is None:
            groups.append([listing])
        else:
            home.append(listing)
    place = {listing.show.id: number for number, listing in enumerate(listings)}
    shows: list[ShowRecord] = []
    skipped: list[Skipped] = []
    for group in sorted(groups, key=lambda group: min(place[one.show.id] for one in group)):
        if all(one.extra for one in group):
            skipped.extend(Skipped(one.show.id, one.show.title, f"not a show: {one.extra}") for one in group)
        else:
            shows.append(_merged(group))
    return tuple(shows), tuple(skipped)


def _rank(listing: Listing) -> tuple[int, bool, bool, int, str]:
    """The plainest listing leads: no add-on, not cancelled, not resale, shortest title."""
    show = listing.show
    kind = 3 if listing.extra else 2 if listing.is_several_days else 1 if listing.is_way_to_buy else 0
    return kind, show.status is ShowStatus.CANCELLED, show.id.startswith(RESALE_ID), len(show.title), show.id


def _home(listing: Listing, groups: list[list[Listing]]) -> list[Listing] | None:
    """The group that the listing belongs to; of several, the one nearest in time."""
    fitting = [group for group in groups if is_same_show(group[0], listing)]
    if not fitting or (len(fitting) > 1 and listing.is_plain and listing.show.starts_at is None):
        # A plain listing without an hour beside a matinee and an evening: it could be either, so it stays itself.
        return None
    return min(fitting, key=lambda group: _apart(group[0].show, listing.show))


def _apart(one: ShowRecord, other: ShowRecord) -> float:
    if one.starts_at and other.starts_at:
        return abs((one.starts_at - other.starts_at).total_seconds())
    days = abs((one.local_date - other.local_date).days) if one.local_date and other.local_date else 0
    return days * 86400.0


def is_same_show(one: Listing, other: Listing) -> bool:
    """Whether `other` is another listing of the show that `one` stands for."""
    if not _same_day(one, other) or not _same_bill(one, other):
        return False
    moved = bool(MOVED.search(other.show.title)) or bool(MOVED.search(one.show.title))
    if not (_same_place(one.show.venue, other.show.venue) or (moved and _same_city(one.show.venue, other.show.venue))):
        return False
    add_on = not (one.is_plain and other.is_plain)
    return add_on or _same_hour(one.show, other.show)


def _same_day(one: Listing, other: Listing) -> bool:
    first, second = one.show.local_date, other.show.local_date
    if first is None and second is None:
        # Two nights of one tour can both be postponed without a date; only an add-on says that it belongs.
        return not (one.is_plain and other.is_plain)
    if first is None or second is None:
        return False
    if first == second:
        return True
    if other.is_several_days and not one.is_several_days and other.ends_on:
        return second <= first <= other.ends_on
    return False


def _same_hour(one: ShowRecord, other: ShowRecord) -> bool:
    first, second = _moment(one), _moment(other)
    if first is None or second is None:
        return True
    resale = one.id.startswith(RESALE_ID) or other.id.startswith(RESALE_ID)
    return abs(first - second) <= (RESALE_HOURS if resale else timedelta(0))


def _moment(show: ShowRecord) -> datetime | None:
    """The local hour; both shows are on one day at one place, so zones do not matter."""
    if show.local_date is None or show.local_time is None:
        return None
    return datetime.combine(show.local_date, show.local_time)


def _same_bill(one: Listing, other: Listing) -> bool:
    first = {artist.id for artist in one.show.performances}
    second = {artist.id for artist in other.show.performances}
    if first and second:
        return first <= second or second <= first
    if one.billed & other.billed:
        return True
    if one.is_plain and other.is_plain and (first or second):
        return False
    return _same_title(one, other)


def _same_title(one: Listing, other: Listing) -> bool:
    """Equal without add-on words, or the add-on names the show or its head-liner ("Parking: Luke Combs")."""
    first, second = bare_title(one.show.title), bare_title(other.show.title)
    if first == second:
        return bool(first)
    if one.is_plain and other.is_plain:
        return False
    names = [normalise_name(artist.name) for artist in one.show.performances[:1]]
    found = [name for name in (first, *names) if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", second)]
    return bool(found) or bool(second and first.startswith(f"{second} "))


def bare_title(title: str) -> str:
    """The title in folded words without add-on, notice and several-days words."""
    text = clean_title(title)
    for pattern in (*_EXTRAS.values(), _WAYS, _SEVERAL):
        text = pattern.sub(" ", text)
    return words(text)


def clean_title(title: str) -> str:
    """The title without notices that its status and venue already say: "CANCELLED - ", "(MOVED TO …)"."""
    text = title
    for pattern in (MOVED, NOTICE):
        text = pattern.sub("", text).strip(" -:|") or text
    return text


def _same_place(one: VenueRecord | None, other: VenueRecord | None) -> bool:
    if one is None or other is None:
        return one is other
    if one.id == other.id:
        return True
    distance = kilometres(one, other)
    if distance is not None:
        return distance <= SAME_PLACE_KM
    return words(one.name) == words(other.name) and _same_city(one, other)


def _same_city(one: VenueRecord | None, other: VenueRecord | None) -> bool:
    return bool(one and other and one.city and other.city and words(one.city) == words(other.city))


def kilometres(one: VenueRecord, other: VenueRecord) -> float | None:
    """Great-circle distance, None when a coordinate is missing."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    a, b = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    chord = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(across / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(chord)))


def _merged(group: list[Listing]) -> ShowRecord:
    """The leading listing with the others as aliases, and with what it lacks taken from them."""
    lead, *others = [one.show for one in group]
    if group[0].is_way_to_buy and (title := _without_ways(lead.title)):
        lead = replace(lead, title=title)
    # A pass for several days or a bundle names more artists than play that night.
    nightly = [one.show.performances for one in group if not (one.extra or one.is_several_days)]
    bill = max(nightly, key=len, default=lead.performances)
    if len(bill) <= len(lead.performances):
        bill = lead.performances
    dated = next((one for one in others if one.starts_at and one.local_date == lead.local_date), None)
    if lead.starts_at is None and dated is not None and group[0].is_plain:
        lead = replace(lead, local_time=dated.local_time, starts_at=dated.starts_at)
    return replace(
        lead,
        title=clean_title(lead.title),
        aliases=tuple(one.id for one in others),
        venue=lead.venue or next((one.venue for one in others if one.venue), None),
        timezone=lead.timezone or next((one.timezone for one in others if one.timezone), None),
        performances=bill,
        ticket_url=lead.ticket_url or next((one.ticket_url for one in others if one.ticket_url), None),
    )


def _without_ways(title: str) -> str:
    """A lone VIP listing's title as the show's: "Slipknot I VIP Packages" → "Slipknot"."""
    text = re.sub(r"\s*[(\[]\s*[)\]]", "", _WAYS.sub(" ", plain(title)))
    return " ".join(re.sub(r"\s+[I|:\-]\s*$|^\s*[I|:\-]\s+", " ", text).split()).strip(" -:|,")
