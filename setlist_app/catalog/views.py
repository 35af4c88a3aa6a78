"""What the pages show, as plain frozen records: text ready to read, no instants left to format.

No I/O. `catalog.home`, `catalog.search`, `catalog.artist_page` and `catalog.show_page` fill these from the database;
the state classes hold them and the pages read them. Missing is an empty string or None, never an invented value.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ArtistCard:
    slug: str
    name: str
    disambiguation: str
    """'US · punk', or empty."""
    art: str
    """Address of a square picture: the provider's, or our generated artwork."""
    summary: str
    """'14 shows, next 3 Dec Berlin', 'no dates announced' or 'not looked up yet'."""
    href: str


@dataclass(frozen=True)
class SearchOption:
    id: str
    """Unique in the list and valid as a DOM id: 'a-<slug>' for ours, 't-<n>' for a provider's."""
    name: str
    before: str
    match: str
    after: str
    """name == before + match + after; match is the part that fits the query, possibly empty."""
    detail: str
    art: str
    summary: str
    source: str
    """'ours' or 'ticketmaster'."""
    provider_id: str
    """Empty for ours."""
    href: str
    """Empty for a provider's hit: picking it creates the artist row first."""


@dataclass(frozen=True)
class SuggestOption:
    """A song of the artist that may join the list of one performance."""

    key: str
    title: str
    detail: str
    """'Album · 2019', or what is known of it."""
    on_list: bool
    """Already listed: picking it votes for it."""


@dataclass(frozen=True)
class ShowRow:
    key: str
    href: str
    title: str
    artist: str
    """Head-liner's name, or empty."""
    art: str
    weekday: str
    """'Thu', or empty without a date."""
    day: str
    """'3', or 'TBA' without a date."""
    month: str
    """'Dec'; empty without a date."""
    group: str
    """'December 2026', 'Date to be announced'."""
    time: str
    """'20:00', or 'time TBA'."""
    zone: str
    """'Europe/Berlin', for the title of the date."""
    place: str
    """'Berlin, Germany' or the city alone; 'place to be announced' when unknown."""
    venue: str
    status: str
    """'' when it goes ahead, else 'cancelled', 'postponed', 'rescheduled'."""
    voters: int
    leader: str
    """Title of the song in front, or empty while nobody has voted."""
    is_past: bool
    is_next: bool


@dataclass(frozen=True)
class ShowGroup:
    name: str
    rows: list[ShowRow] = field(default_factory=list)


@dataclass(frozen=True)
class SongRow:
    key: str
    title: str
    detail: str
    """'Album · 2019', or what is known of it."""
    on_setlists: int
    votes: int


@dataclass(frozen=True)
class ArtistPage:
    key: str
    id: int
    slug: str
    name: str
    disambiguation: str
    art: str
    hue: int
    """0-359, of the generated artwork: may tint the hero, never text."""
    upcoming: int | None
    """None while nobody has looked."""
    songs_count: int | None
    voters: int | None
    groups: list[ShowGroup]
    past: list[ShowRow]
    songs: list[SongRow]
    ticketmaster_url: str
    spotify_url: str
    musicbrainz_url: str


@dataclass(frozen=True)
class StepView:
    name: str
    label: str
    """'found', 'shows', 'songs', 'setlists'."""
    state: str
    """A RunState word, for colour and sign."""
    text: str
    """'shows 14', 'songs 86 of 212', 'songs'."""


@dataclass(frozen=True)
class StripView:
    state: str
    """A RunState word."""
    sentence: str
    """What a fan reads: 'Updated 2 h ago, next check in 4 h.'"""
    steps: list[StepView]
    is_open: bool
    """True while there is something to watch; False shrinks the strip to its sentence."""


@dataclass(frozen=True)
class PerformanceTab:
    id: int
    name: str
    href: str
    """The artist's page."""
    art: str
    billing: str
    """'head-liner', 'support' or ''."""


@dataclass(frozen=True)
class BallotRow:
    key: str
    title: str
    detail: str
    origin: str
    """'drawn' or 'suggested'."""
    is_mine: bool
    """Suggested by the person who looks."""


@dataclass(frozen=True)
class ChanceRow:
    title: str
    chance: str
    """'34 %'."""
    is_drawn: bool


@dataclass(frozen=True)
class DrawView:
    sentence: str
    """'Drawn 12 Nov 2026 from 50 songs by search rank; Spotify gives no popularity.'"""
    rule: str
    seed: str
    pool_size: int
    rows: list[ChanceRow]


@dataclass(frozen=True)
class ShowPage:
    key: str
    id: int
    slug: str
    title: str
    art: str
    hue: int
    venue: str
    place: str
    date: str
    """'Thursday 3 December 2026', or 'Date to be announced'."""
    time: str
    zone: str
    status: str
    chip: str
    """'open', 'closing soon', 'closed', 'cancelled', 'postponed', 'after the show'."""
    is_open: bool
    closes_at: str
    """ISO instant in UTC for the countdown, or empty when there is none."""
    closes_text: str
    """'Voting closes at 20:00 Berlin time on Thu 3 Dec.'"""
    ticket_url: str
    performances: list[PerformanceTab]


@dataclass(frozen=True)
class Ballot:
    """Everything on the sheet of one performance. Counts and order travel apart (DESIGN §5.14)."""

    performance_id: int
    artist: str
    artist_slug: str
    rows: list[BallotRow]
    order: list[str]
    counts: dict[str, int]
    version: int
    rows_version: int
    voters: int
    mine: list[str]
    """Keys of the songs I voted for."""
    remaining: int
    budget: str
    """'1 free action', '0 of 1 left', '6 of 10 votes left here'."""
    is_guest: bool
    empty_reason: str
    """Why there is no setlist, and the step it waits for; empty when there is one."""
    draw: DrawView | None


@dataclass(frozen=True)
class HomePage:
    soon: list[ShowRow]
    artists: list[ArtistCard]
    filling: str
    """'Getting the first artists: 5 of 12.' while the first start runs, else empty."""
    counts: str
    """'41 artists, 402 shows, 1,960 songs.'"""
