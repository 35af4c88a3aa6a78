"""Albums and tracks of one artist: studio albums, and the repeats of the same songs that a real catalogue is full of.

Same recording, same ISRC (deluxe, second market, single, best-of); another recording of the same song, another ISRC
(live, remaster, remix, demo). Folding them back into one song each is the product's job, so it must be needed here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from setlist_app.sandbox.identity import isrc, number, registrant, rng, spotify_id
from setlist_app.sandbox.records import Album, SpotifyArtist, Track

_FIRST_YEAR = 2004
_LAST_YEAR = 2025
_REMASTER_YEAR = 2019
_REMIXERS = ("DJ Lost Luggage", "Marble Arcade", "Night Desk", "Kuchenkrieg")
_ENOUGH_FOR_REPEATS = 20
"""Below this many songs an artist is too new for a best-of and a remaster."""
_LIVE_HITS = 8


@dataclass
class Discography:
    albums: list[Album] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)


@dataclass(frozen=True)
class _Take:
    """One line of an album to be: the title as printed and which recording it is."""

    title: str
    recording: str
    """Equal recordings share an ISRC and a length."""
    year: int
    popularity: float
    guests: tuple[SpotifyArtist, ...] = ()


class _Press:
    """Turns takes into albums and tracks with stable ids, for one artist."""

    def __init__(self, seed: int, artist: SpotifyArtist, country: str) -> None:
        self._seed, self.artist, self._country = seed, artist, country
        self._registrant = registrant(artist.id)
        self._recordings: dict[str, tuple[int, str]] = {}
        self.out = Discography()

    def _recording(self, take: _Take) -> tuple[int, str]:
        """Length in milliseconds and ISRC: the same ones wherever the recording is repeated."""
        if take.recording not in self._recordings:
            length = 118_000 + number(self._seed, "length", self.artist.id, take.recording) % 190_000
            code = isrc(self._country, self._registrant, take.year, len(self._recordings) + 1)
            self._recordings[take.recording] = (length, code)
        return self._recordings[take.recording]

    def press(self, title: str, kind: str, released: str, takes: list[_Take], copy: str = "") -> None:
        key = (self.artist.id, title, kind, released, copy)
        album_id = spotify_id(self._seed, "album", *key)
        tracks = [
            Track(
                spotify_id(self._seed, "track", album_id, place),
                take.title,
                (self.artist, *take.guests),
                album_id,
                place,
                *self._recording(take),
                take.popularity - (0.01 if kind != "album" or copy else 0),
            )
            for place, take in enumerate(takes, start=1)
        ]
        upc = f"{number(self._seed, 'upc', *key) % 10**12:012d}"
        self.out.tracks += tracks
        self.out.albums.append(
            Album(album_id, title, kind, released, (self.artist,), tuple(track.id for track in tracks), upc)
        )


def build_discography(
    seed: int,
    artist: SpotifyArtist,
    titles: list[str],
    *,
    country: str,
    hall: str,
    guest: SpotifyArtist | None,
    medley: bool,
) -> Discography:
    """`titles` are the artist's songs, best loved first; `hall` is where the live album was taped.

    With `medley` the live album also has one ("A / B", a song of its own to any sensible reader) and some talk.
    """
    dice = rng(seed, "discography", artist.id)
    press = _Press(seed, artist, country)
    songs = [_Take(title, title, 0, 100.0 * 0.96**rank) for rank, title in enumerate(titles)]
    years, studio = _studio_albums(dice, songs, guest)
    for year, takes in zip(years, studio, strict=True):
        press.press(_bare(takes[0].recording), "album", _released(dice, year), takes)
    if len(titles) >= _ENOUGH_FOR_REPEATS:
        hits = sorted((take for takes in studio for take in takes), key=lambda take: -take.popularity)
        _new_editions(press, dice, years, studio, hits)
        _live_album(press, hits, hall, years[-1], medley)
        _singles(press, dice, hits, guest, years[-1])
    return press.out


def _studio_albums(
    dice: Random, songs: list[_Take], guest: SpotifyArtist | None
) -> tuple[list[int], list[list[_Take]]]:
    dealt = songs[:]
    dice.shuffle(dealt)
    count = max(1, round(len(dealt) / 11))
    years = sorted(dice.sample(range(_FIRST_YEAR, _LAST_YEAR + 1), count))
    studio: list[list[_Take]] = []
    for place, year in enumerate(years):
        takes = [_Take(song.title, song.recording, year, song.popularity) for song in dealt[place::count]]
        if guest is not None and len(takes) > 3:
            # One song an album has its guest in the title from the first pressing on.
            with_guest = takes[3]
            takes[3] = _Take(
                f"{with_guest.title} (feat. {guest.name})", with_guest.recording, year, with_guest.popularity, (guest,)
            )
        studio.append(takes)
    return years, studio


def _new_editions(press: _Press, dice: Random, years: list[int], studio: list[list[_Take]], hits: list[_Take]) -> None:
    oldest, newest, last_year = studio[0], studio[-1], years[-1]
    bonus = [
        _again(hits[0], f"{_bare(hits[0].title)} - Demo", "demo", last_year),
        _again(hits[1], f"{_bare(hits[1].title)} - Acoustic", "acoustic", last_year),
        _again(hits[2], f"{_bare(hits[2].title)} - Live", "studio live", last_year),
    ]
    deluxe = f"{_bare(newest[0].recording)} (Deluxe Edition)"
    press.press(deluxe, "album", _released(dice, last_year), newest + bonus)
    style = "{title} - Remastered {year}" if dice.random() < 0.5 else "{title} - {year} Remaster"
    remastered = [
        _again(take, style.format(title=_bare(take.title), year=_REMASTER_YEAR), "remaster", _REMASTER_YEAR)
        for take in oldest
    ]
    remaster_title = f"{_bare(oldest[0].recording)} (Remastered {_REMASTER_YEAR})"
    press.press(remaster_title, "album", f"{_REMASTER_YEAR}-06-14", remastered)
    # The same album once more for another market: every id differs, every ISRC is the same.
    press.press(_bare(newest[0].recording), "album", f"{last_year}-09-05", newest, copy="second market")
    best = [_again(take, take.title, "", take.year) for take in hits[:10]]
    press.press("The Best So Far", "compilation", f"{_LAST_YEAR}", best)


def _live_album(press: _Press, hits: list[_Take], hall: str, year: int, medley: bool) -> None:
    marks = (" (Live)", f" - Live at {hall}")
    takes = [
        _again(take, f"{_bare(take.title)}{marks[place % 2]}", "live", year)
        for place, take in enumerate(hits[:_LIVE_HITS])
    ]
    if medley:
        two = f"{_bare(hits[_LIVE_HITS].title)} / {_bare(hits[_LIVE_HITS + 1].title)}"
        takes.append(_Take(f"{two} - Live at {hall}", f"medley {two}", year, 2.0))
        # Talk between the songs is listed as a track, too.
        takes.append(_again(hits[0], f"{_bare(hits[0].title)} - Commentary", "talk", year))
    press.press(f"Live at {hall}", "album", f"{year}-11-21", takes)


def _singles(press: _Press, dice: Random, hits: list[_Take], guest: SpotifyArtist | None, last_year: int) -> None:
    for take in hits[:3]:
        # Singles are typed by somebody else: with the typographic apostrophe.
        title = _bare(take.title).replace("'", "’")
        remixer = next(name for name in dice.sample(_REMIXERS, 2) if name != press.artist.name)
        remix = _again(take, f"{title} - {remixer} Remix", f"remix {remixer}", take.year)
        edit = _again(take, f"{title} - Radio Edit", "edit", take.year)
        press.press(title, "single", f"{take.year}-02-10", [_again(take, title, "", take.year), edit, remix])
    if guest is not None:
        title = f"{_bare(hits[4].title)} (feat. {guest.name})"
        duet = _Take(title, f"{hits[4].recording} duet", last_year, 3.0, (guest,))
        press.press(title, "single", f"{last_year}-12-01", [duet])


def _again(take: _Take, title: str, version: str, year: int) -> _Take:
    """The same song in another version; an empty version is the same recording."""
    recording = f"{take.recording} {version}" if version else take.recording
    popularity = take.popularity * (0.3 if version else 0.99)
    return _Take(title, recording, year, popularity, () if version else take.guests)


def _bare(title: str) -> str:
    return title.partition(" (feat. ")[0]


def _released(dice: Random, year: int) -> str:
    """Mostly a day, sometimes only a month or a year, as labels deliver it."""
    month, day = dice.randint(1, 12), dice.randint(1, 28)
    return dice.choice((f"{year}-{month:02d}-{day:02d}",) * 4 + (f"{year}-{month:02d}", f"{year}"))
