"""What on Ticketmaster is a concert, and who on its bill is an artist. The rules are the tables at the top.

Pure functions, no I/O. Ticketmaster calls everything on a bill an attraction: artists, but also promoters, tours,
festival brands and ticket bundles (`docs`: recorded answers hold each of them). What speaks for an artist is a
MusicBrainz or Spotify link (74 % and 7 % of recorded music attractions) or the type Individual or Group.
"""

from __future__ import annotations

import re

from setlist_app.sync.matching import normalise_name, words
from setlist_app.sync.providers.ticketmaster_schema import Attraction, Classification, Event, Named

MUSIC_SEGMENT = "KZFzniwnSyZfZ7v7nJ"
MUSIC = "music"
NOTHING_SAID = frozenset({"undefined", "other", "miscellaneous", "unknown", ""})
"""Names that stand for "nobody filled this in"."""

# Music filed under Arts & Theatre: by these genres or sub-genres. Opera and musicals stay theatre.
THEATRE = frozenset({"arts & theatre", "arts & theater"})
NOT_MUSIC_GENRES = frozenset(
    {
        "comedy",
        "theatre",
        "musical",
        "opera",
        "dance",
        "ballet",
        "magic & illusion",
        "magic",
        "circus & specialty acts",
        "circus",
        "children's theatre",
        "miscellaneous theatre",
        "variety",
        "puppetry",
        "lecture/seminar",
        "lecture",
        "performance art",
        "fine art",
        "fashion",
        "cultural",
        "espectaculo",
        "spectacular",
        "multimedia",
        "food & drink",
        "hobby/special interest expos",
        "fairs & festivals",
        "community/civic",
        "family",
    }
)
"""Genres under Arts & Theatre and Miscellaneous where even a performer with a MusicBrainz link gives no concert."""
MUSIC_IN_THEATRE = frozenset({"classical", "music", "symphonic", "orchestral", "chamber music", "choral", "recital"})

# Segments that a musician on the bill does not turn into a concert (half-time shows, film credits).
NEVER_MUSIC = frozenset({"sports", "film"})

ARTIST_TYPES = frozenset({"individual", "group"})
NO_ARTIST_SUBTYPES = frozenset(
    {"festival", "tour", "fair", "convention", "competition", "season", "series", "team", "league", "promoter"}
)
NO_TICKET_TYPES = frozenset(
    {"parking", "upsell", "nonticket", "non-ticket", "lodging", "transportation", "merchandise", "donation"}
)
"""Classification types of listings that admit nobody to a show."""

# Names of attractions that are no artists, unless a music link or type speaks for them. Matched on folded words.
NO_ARTIST_NAMES = {
    "a festival": (
        r"\b(?:festivals?|festiwal|festivalen|festivaali|fest|festspiele|roadshow|jamboree)\b",
        r"^(?!manifest$|infest$)\w+fest$",
        r"^(?:farm aid|lollapalooza|coachella|bonnaroo|rolling loud|vans warped tour|glastonbury|hellfest|sxsw"
        r"|primavera sound|tomorrowland|ultra music|governors ball|austin city limits|outside lands|stagecoach"
        r"|electric daisy carnival|edc \w+|hot 97 summer jam|iheartradio.*|jingle ball.*|kroq .*|wdas .*)$",
    ),
    "a tour": (r"\btours?(?: (?:19|20)\d\d)?$", r"\b(?:world|arena|stadium|farewell|summer) tour\b", r"^tour de\b"),
    "a ticket bundle": (
        r"\bmega ?tickets?\b", r"\bseason (?:tickets?|pass(?:es)?|bundle|package|membership)\b", r"\bbundles?\b",
        r"\bsubscriptions?\b", r"\bmemberships?\b", r"\bgift (?:cards?|certificates?)\b", r"\blawn (?:ie )?pass\b",
        r"\b(?:ticket|vip|travel|hotel) packages?\b", r"\bticket to rock\b", r"\bpackages?$", r"\bparking\b",
        r"\b(?:\d|three|two|four) day (?:pass|ticket)s?\b", r"\bpass(?:es)?$", r"\bupgrades?$",
    ),
    "a promoter": (
        r"\b(?:bookings?|booking agency|agency|agencja|agentur|promotions?|promoters?|productions?|produkcja|veranstaltungen|entertainment"
        r"|management|concerts|koncerty|konzerte|touring|presents|events|live nation)$",
        r"^(?:live nation|aeg|goldenvoice|insomniac|ticketmaster)\b",
    ),
    "not a named artist": (
        r"^(?:various artists?|various|tba|tbd|tbc|to be announced|to be confirmed|special guests?|surprise guests?"
        r"|guests?|very special guests?|support|support acts?|support tba|opening acts?|openers?|and more|more tba"
        r"|many more|plus guests|plus support|dj set|line ?up tba|n a|none|local support)$",
    ),
    "a series of nights": (r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days at\b", r"\b(?:concert|summer|music) series\b"),
}  # fmt: skip
# Words that lead a guest in: "+ Special Guests", "w/ guests", "& Friends". Behind one, these name nobody; "Friends" and
# "Guests" by themselves may be bands.
LED_IN = re.compile(r"^\W*(?:[+&]|w/|(?:with|and|plus|feat(?:uring)?|ft)\b\.?)\s*", re.IGNORECASE)
LED_IN_NOBODY = re.compile(
    r"(?:(?:his|her|their|some|many|very|more|other|special|surprise|local|invited) )*"
    r"(?:guests?|friends|support|others|more)(?: tb[acd])?"
)
# An ensemble may carry a festival's or promoter's word in its name: "Bach Festival Orchestra".
ENSEMBLE = re.compile(r"\b(?:orchestra|philharmonic|choir|chorus|ensemble|quartet|quintet|trio|band|players|singers)\b")

BUSY = 60
"""From so many upcoming shows on an attraction without any music link, that has no genre or is beside a head-liner and
not in the title, is a promoter. Seen: 105 for a booking agency, up to 49 for support acts."""
UNRELATED_HEADLINERS = 3
"""So many different first names beside an unlinked attraction, never named in a title, show a promoter."""


def _name(level: Named | None) -> str:
    return (level.name or "").strip().casefold() if level else ""


def primary(classifications: list[Classification]) -> Classification | None:
    """The classification marked primary, else the first."""
    marked = [one for one in classifications if one.primary]
    return next(iter(marked or classifications), None)


def is_music(one: Classification | None) -> bool:
    if one is None:
        return False
    by_id = one.segment is not None and one.segment.id == MUSIC_SEGMENT
    in_theatre = _name(one.segment) in THEATRE and bool({_name(one.genre), _name(one.sub_genre)} & MUSIC_IN_THEATRE)
    return by_id or _name(one.segment) == MUSIC or in_theatre


def has_music_link(attraction: Attraction) -> bool:
    links = attraction.external_links
    return links is not None and bool(links.musicbrainz or links.spotify)


def _is_musician(attraction: Attraction) -> bool:
    one = primary(attraction.classifications)
    plays = is_music(one) or (has_music_link(attraction) and not _is_staged(one))
    return plays and why_not_an_artist(attraction) is None


def _is_staged(one: Classification | None) -> bool:
    """Whether the genre says comedy, theatre, dance or another art than music."""
    return one is not None and bool({_name(one.genre), _name(one.sub_genre)} & NOT_MUSIC_GENRES)


def why_not_music(event: Event, known_artist: bool = False) -> str | None:
    """The reason an event is no concert, or None. `known_artist`: it was asked for by an artist's own id.

    A segment other than Music counts as music when a performer's own classification is Music; for a known artist it
    is enough not to be sport or film. A record cut down to its dates says nothing either way and is let through.
    """
    one = primary(event.classifications)
    segment = _name(one.segment) if one else ""
    if is_music(one):
        return None
    bill = [attraction for attraction in event.embedded.attractions if _is_musician(attraction)]
    musicians = any(is_music(primary(attraction.classifications)) for attraction in bill) or (
        bool(bill) and not _is_staged(one)
    )
    if segment in NEVER_MUSIC:
        return None if known_artist and musicians else f"not music: {one.segment.name if one and one.segment else ''}"
    if musicians or known_artist or any(is_music(other) for other in event.classifications):
        return None
    if one is None and event.type is None:
        return None
    if segment and segment not in {"undefined", ""} and one and one.segment:
        return f"not music: {one.segment.name}"
    return "not music: no classification and no musician named"


def admits_nobody(event: Event) -> bool:
    """Whether the listing's own type says that it is parking, an upsell or the like."""
    return any({_name(one.type), _name(one.sub_type)} & NO_TICKET_TYPES for one in event.classifications)


def why_not_an_artist(attraction: Attraction) -> str | None:
    """The reason an attraction is no artist, or None. Tribute acts are artists."""
    if attraction.test:
        return "a test record"
    one = primary(attraction.classifications)
    kinds = {_name(level) for level in (one.type, one.sub_type)} if one else set()
    linked = has_music_link(attraction)
    folded = words(attraction.name or "")
    if _names_nobody(attraction.name or ""):
        return "not a named artist"
    if linked:
        # MusicBrainz knows festivals too.
        return "a festival" if "festival" in kinds and not kinds & ARTIST_TYPES else None
    if found := kinds & NO_ARTIST_SUBTYPES:
        return f"a {min(found)}"
    if one is not None and not is_music(one) and _name(one.segment) not in {"undefined", ""}:
        return f"not music: {one.segment.name if one.segment else 'unclassified'}"
    if kinds & ARTIST_TYPES or ENSEMBLE.search(folded):
        return None
    for reason, patterns in NO_ARTIST_NAMES.items():
        if any(re.search(pattern, folded) for pattern in patterns):
            return reason
    total = attraction.upcoming_events.total if attraction.upcoming_events else None
    vague = one is None or {_name(one.genre), _name(one.sub_genre)} <= NOTHING_SAID
    if vague and total is not None and total >= BUSY:
        return "a promoter"
    return None


def _names_nobody(name: str) -> bool:
    """Whether it is a placeholder on a bill: "TBA", "Special Guests", "+ friends"."""
    rest = LED_IN.sub("", name)
    if rest != name and LED_IN_NOBODY.fullmatch(words(rest)):
        return True
    return any(
        re.search(pattern, words(one)) for pattern in NO_ARTIST_NAMES["not a named artist"] for one in (name, rest)
    )


def _is_typed_artist(attraction: Attraction) -> bool:
    return any(_name(one.type) in ARTIST_TYPES for one in attraction.classifications)


def why_not_on_this_bill(attraction: Attraction, event: Event) -> str | None:
    """Reasons that only the event gives: its promoter, or the festival that it is the yearly edition of."""
    if has_music_link(attraction) or _is_typed_artist(attraction) or not attraction.name:
        return None
    name = normalise_name(attraction.name)
    promoters = [one.name for one in (event.promoter, *event.promoters) if one and one.name]
    others = [one for one in event.embedded.attractions if one.id != attraction.id]
    if others and any(normalise_name(promoter) == name for promoter in promoters):
        return "a promoter"
    title = normalise_name(event.name)
    total = attraction.upcoming_events.total if attraction.upcoming_events else None
    busy = total is not None and total >= BUSY
    if others and busy and name not in title:
        return "a promoter"
    edition = re.fullmatch(rf"(?:\d+(?:st|nd|rd|th) annual )?{re.escape(name)}(?: (?:19|20)\d\d)?", title)
    if edition and title != name and any(has_music_link(one) for one in others):
        return "a festival"
    return None


def promoters_among(events: list[Event]) -> frozenset[str]:
    """Ids of attractions that a whole answer gives away: beside many unrelated head-liners, in no title."""
    beside: dict[str, set[str]] = {}
    named: set[str] = set()
    for event in events:
        bill = [one for one in event.embedded.attractions if one.id and one.name]
        title = words(event.name)
        for attraction in bill:
            if attraction.id is None or has_music_link(attraction) or _is_typed_artist(attraction):
                continue
            if normalise_name(attraction.name or "") in title:
                named.add(attraction.id)
            others = [one.id for one in bill if one.id and one.id != attraction.id]
            if not others:
                named.add(attraction.id)
            beside.setdefault(attraction.id, set()).update(others[:1])
    return frozenset(one for one, heads in beside.items() if len(heads) >= UNRELATED_HEADLINERS and one not in named)
