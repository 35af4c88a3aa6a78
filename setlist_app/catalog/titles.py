"""Which tracks are one song? Versions are folded, different songs are kept apart, and talk is not a song.

Pure functions, no I/O. A version is told from a subtitle by the words in its trailing bracket or dash part, and
those words are the tables below: "(Live at Leeds)" goes, "(I Can't Get No)" stays. The same ISRC means the same
recording; a different one can still be the same song, so the folded title is the second pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from setlist_app.sync.matching import normalise_name, plain, words
from setlist_app.sync.providers.records import Skipped, SongRecord, TrackRecord

# A bracket or dash part with one of these anywhere in it names a version.
VERSION_ANYWHERE = (
    r"re-?mast[eé]r\w*", r"re-?mix\w*", r"re-?edit\w*", r"re-?record\w*", r"re-?work\w*", r"version", r"versión",
    r"versione", r"versão", r"radio edit", r"edition", r"anniversary", r"deluxe", r"expanded", r"bonus", r"acoustic",
    r"acústic[ao]", r"acoustique", r"akusti\w+", r"basic track", r"backing track", r"overdubs?", r"writing in progress",
    r"work in progress", r"from the basement", r"tv[ -]size", r"official (?:music )?(?:video|audio)", r"lyric video",
    r"music video", r"visuali[sz]er", r"en public", r"unplugged", r"instrumental", r"karaoke", r"a ?cappella", r"acapella", r"demos?", r"outtake",
    r"alternat(?:e|ive) (?:take|mix|ending|vocal)", r"rough mix", r"early take", r"rehearsals?", r"soundtrack",
    r"motion picture", r"original cast", r"recorded (?:at|live|in)", r"(?:bbc|peel|radio|studio|live|home|spotify)"
    r" (?:\d \w+ )?sessions?", r"spotify (?:singles|studios)", r"like a version", r"en vivo", r"en directo",
    r"ao vivo", r"dal vivo", r"en concert", r"in concert", r"chart debut", r"sped up", r"slowed", r"nightcore",
    r"8d audio", r"リマスター\w*", r"リミックス", r"ライブ", r"ライヴ", r"アコースティック", r"라이브", r"리믹스",
    r"the first take", r"现场版?", r"現場版?", r"伴奏", r"концерт\w*", r"акустик\w*", r"ремикс",
)  # fmt: skip

# … and one that begins with these.
VERSION_AT_START = (
    r"feat\b", r"ft\b", r"featuring\b", r"f/", r"prod\b", r"produced by\b", r"from [\"']", r"from the (?:vault|film|movie|series"
    r"|musical|album|netflix|original|tv|game)\b", r"(?:music|taken|song|songs) from\b",
    # "(Live à Paris)", but "(Live It Up)" is a title.
    r"live(?! (?:it|and|forever|your|my|or|like|to|a|the|fast|free|wire|life|again|long)\b)\b",
    r"take \d", r"v(?:er)?\.? ?\d+$", r"original (?:mix|recording|key)$",
)  # fmt: skip

# … and one that ends with these.
VERSION_AT_END = (
    r"(?<!in the )\bmix", r"\bedit", r"\bedits", r"\bperformance",
    r"(?<!\bfor )(?<!\byour )(?<!\bmy )(?<!\bunder )\bcover", r"\bdub", r"\bver\.?", r"\bcut", r"[,/;] live", r"\bsessions?",
    r"(?:acoustic|solo|bbc|recorded|unreleased) live",
)  # fmt: skip

# These alone may be part of a title, "Salad (Mix)": only beside the song without them do they name a version.
VERSION_BESIDE_ITS_SONG = frozenset({"mix", "cut", "cover"})

# … and one that is exactly this.
VERSION_WHOLE = (
    r"mono", r"stereo", r"mixed", r"single", r"explicit", r"clean", r"censored", r"uncensored", r"extended",
    r"original", r"piano", r"strings?", r"orchestral", r"orchestra", r"symphonic", r"stripped(?: down)?", r"solo(?: \w+)?", r"studio", r"main", r"album",
    r"inst\.?", r"vip", r"short", r"long", r"full length", r"(?:re-?)?issue",
    r"(?:19|20)\d\d", r"(?:7|10|12)(?: ?(?:inch|\"|''))(?: \w+)*",
    r"(?:in |en |auf )?(?:español|spanish|english|french|français|german|deutsch|italian|italiano|japanese|korean|"
    r"portuguese|chinese|mandarin|spanglish)",
)  # fmt: skip

# Only after a dash, where a subtitle seldom starts so.
VERSION_AFTER_DASH = (r"^live\b", r"\blive$", r"^(?:piano|acoustic|solo)\b")

# A guest follows "with" in brackets: "(with Bonnie Raitt)". These follow it in real titles: "(With You)".
NOT_A_GUEST = (
    "you", "me", "us", "him", "her", "them", "it", "myself", "yourself", "the", "a", "an", "my", "your", "our", "his",
    "their", "love", "no", "or", "out", "all", "every", "some", "somebody", "someone", "this", "that", "or without",
)  # fmt: skip

# Not songs. First: talk, told by a bracket or dash part …
SPOKEN_PARTS = {
    "commentary": r"commentary|track[ -]by[ -]track|kommentar",
    "interview": r"interviews?",
    "skit": r"skits?",
    "spoken word": r"spoken(?: word)?|monologue|dialogue|speech|banter|stage talk|voice ?(?:mail|memo|note)s?",
}
# … or by the whole title, in folded words.
SPOKEN_TITLES = {
    "commentary": r"^(?:spoken )?commentary$|\bcommentary(?: \d+)?$|^track by track\b",
    "interview": r"^(?:an? |the )?interviews?(?: (?:\d+|[ivx]+|part|pt)\b.*| (?:with|by) the (?:band|artist))?$"
    r"|\binterview(?: \d+)?$",
    "skit": r"^skits?$|\bskit(?: (?:\d+|[ivx]+))?$",
    "spoken word": r"^(?:spoken word|band introductions?|stage (?:talk|banter))(?: \d+)?$",
}
# … or by the word in front of a colon or dash: "Commentary: Low Tide".
SPOKEN_LEAD = r"(?:commentary|interview|skit)(?: #?\d+)?(?::| -) "
# Second: passing pieces, told by the whole title when it is short or its length is unknown. The xx's "Intro" of two
# minutes and Chicago's "Introduction" of six are songs.
PASSING = r"intro|outro|interlude|prelude|segue|introductions?|announcements?|greetings?|speech|monologue|dialogue"
PASSING_SHORTER_THAN_MS = 90_000
# Third: albums that hold nothing else.
SPOKEN_ALBUMS = r"\b(?:interviews|interview (?:with|disc|cd|album|sessions?)|audio ?book|hörbuch|spoken word)\b"

SAME_LENGTH_MS = 2_500
"""Two releases of one recording differ by less; used to fold a title with and without its subtitle."""
SAME_ISRC_LENGTH_MS = 20_000
"""Tracks that share an ISRC but differ by more carry a wrong code."""

RANK_WEIGHTS = (101, 2, 1)
"""Weight by search rank: first minus step times rank, never below the floor (DESIGN §5.9)."""

ALBUM_TYPES = ("album", "single", "ep", None, "compilation")
"""Whose title, album and year a song takes, first choice first."""

_ANYWHERE = re.compile(r"(?<!\w)(?:" + "|".join(VERSION_ANYWHERE) + r")(?!\w)")
_START = re.compile(r"^(?:" + "|".join(VERSION_AT_START) + ")")
_END = re.compile(r"(?:" + "|".join(VERSION_AT_END) + ")$")
_WHOLE = re.compile(r"^(?:" + "|".join(VERSION_WHOLE) + ")$")
_AFTER_DASH = re.compile("|".join(VERSION_AFTER_DASH))
_SPOKEN_PARTS = {reason: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for reason, pattern in SPOKEN_PARTS.items()}
_SPOKEN_TITLES = {reason: re.compile(pattern) for reason, pattern in SPOKEN_TITLES.items()}
_PASSING = re.compile(rf"(?:{PASSING})(?: (?:\d+|[ivx]+))?")
_TAIL_BRACKET = re.compile(r"^(?P<head>.*\S)\s*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\])\s*$")
# "Title -Live-" and "Title ~Live~", as Japanese releases set versions off.
_TAIL_ENCLOSED = re.compile(r"^(?P<head>.*\S)\s+(?P<sign>[-~])\s*(?P<enclosed>[^-~]+?)\s*(?P=sign)\s*$")
_TAIL_DASH = re.compile(r"^(?P<head>.*\S)\s+-\s+(?P<dash>\S.*)$")
_GUEST_BRACKET = re.compile(r"\s*[(\[](?:feat|ft|featuring)\b[^)\]]*[)\]]", re.IGNORECASE)
_GUEST_INLINE = re.compile(r"\s+(?:feat\.|ft\.|featuring)\s+.*$", re.IGNORECASE)
# Without a dot it is a word, "Big Feat Walking", unless a guest of the track follows.
_GUEST_BARE = re.compile(r"\s+(?:feat|ft)\s+(?P<guest>.*)$", re.IGNORECASE)
_AND = re.compile(r"\s*&\s*|\s*(?<!\w)'n'?(?!\w)\s*|(?<=\w)'n'\s*(?=\w)|\s+n'\s+", re.IGNORECASE)
_PART = re.compile(r"\b(?:parts?|pts?)\b((?: (?:\d+|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten)\b)*)")
# Signs that folding drops as punctuation though they tell titles apart: "C#" and "C", "50%" and "50".
_KEPT_SIGNS = str.maketrans({"#": "♯", "%": " percent "})
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}


def _is_version(part: str, *, after_dash: bool, guests: Sequence[str]) -> bool:
    text = plain(part).casefold().lstrip(". ")
    if text.startswith("with "):
        named = text.removeprefix("with ")
        if _names_any(named, guests):
            return True
        return named.split(" ")[0] not in NOT_A_GUEST
    if text.strip() in VERSION_BESIDE_ITS_SONG:
        return False
    if _ANYWHERE.search(text) or _START.search(text) or _END.search(text) or _WHOLE.search(text):
        return True
    return after_dash and bool(_AFTER_DASH.search(text))


def _tail(title: str) -> tuple[str, str, bool] | None:
    """Head, trailing part, and whether a dash set it off; None when the title has no such part."""
    if found := _TAIL_BRACKET.match(title):
        return found["head"], found["round"] if found["round"] is not None else found["square"], False
    if found := _TAIL_ENCLOSED.match(title):
        return found["head"], found["enclosed"], True
    if found := _TAIL_DASH.match(title):
        return found["head"], found["dash"], True
    return None


def base_title(title: str, guests: Sequence[str] = ()) -> str:
    """The title without its version: "Tell Me Why - Live At The Cellar Door" → "Tell Me Why". Spelling is kept.

    `guests` are the artists named on the track, to tell a guest from a title in "(with …)".
    """
    text = _GUEST_BRACKET.sub("", plain(title)).strip() or plain(title)
    while tail := _tail(text):
        head, part, after_dash = tail
        if part.strip() and not _is_version(part, after_dash=after_dash, guests=guests):
            break
        text = head
    if (bare := _GUEST_BARE.search(text)) and _names_any(bare["guest"], guests):
        text = text[: bare.start()]
    return _GUEST_INLINE.sub("", text).strip(" -") or plain(title)


def _names_any(text: str, guests: Sequence[str]) -> bool:
    folded = normalise_name(text)
    return any(normalise_name(guest) in folded for guest in guests if normalise_name(guest))


def normalise_title(title: str, guests: Sequence[str] = ()) -> str:
    """The form under which versions of one song are equal; never empty for a visible title, in any script."""
    base = base_title(title, guests)
    folded = words(_AND.sub(" and ", base).translate(_KEPT_SIGNS))
    folded = _PART.sub(lambda found: " ".join(["part", *(_ROMAN.get(one, one) for one in found[1].split())]), folded)
    return folded or base.casefold()


def why_not_a_song(track: TrackRecord) -> str | None:
    """The reason a track is talk and not music, or None."""
    text = plain(track.title).casefold()
    whole = words(track.title)
    parts: list[str] = []
    rest = text
    while tail := _tail(rest):
        rest = tail[0]
        parts.append(tail[1])
    for reason, pattern in _SPOKEN_TITLES.items():
        if pattern.search(whole) or any(_SPOKEN_PARTS[reason].search(part) for part in parts):
            return f"not a song: {reason}"
    if lead := re.match(SPOKEN_LEAD, text):
        return f"not a song: {lead.group().split(' ')[0].strip(':')}"
    if (interview := re.match(r"interview (?:with|by) (.+)", whole)) and _names_any(interview[1], track.artist_names):
        return "not a song: interview"
    short = track.duration_ms is None or track.duration_ms < PASSING_SHORTER_THAN_MS
    if short and _PASSING.fullmatch(words(base_title(track.title))):
        return "not a song: a passing piece"
    if track.album and re.search(SPOKEN_ALBUMS, track.album.casefold()):
        return "not a song: from a spoken album"
    return None


@dataclass
class _Group:
    """Tracks found to be one song, in the order they came."""

    tracks: list[TrackRecord] = field(default_factory=list)

    def lengths(self) -> list[int]:
        return [track.duration_ms for track in self.tracks if track.duration_ms]


def _guests(track: TrackRecord) -> tuple[str, ...]:
    return track.artist_names[1:]


def _best(tracks: Sequence[TrackRecord]) -> TrackRecord:
    """The version whose album and year the song takes: plain title, proper album, most played, first seen."""

    def rank(numbered: tuple[int, TrackRecord]) -> tuple[bool, int, int, int]:
        place, track = numbered
        tagged = (
            plain(track.title) != base_title(track.title, _guests(track)) or _beside_its_song(track.title) is not None
        )
        kind = ALBUM_TYPES.index(track.album_type) if track.album_type in ALBUM_TYPES else len(ALBUM_TYPES)
        return tagged, kind, -(track.popularity or 0), place

    return min(enumerate(tracks), key=rank)[1]


def _weigh(tracks: Sequence[TrackRecord]) -> tuple[float | None, str | None]:
    popular = [track.popularity for track in tracks if track.popularity is not None]
    if popular:
        return float(max(popular)), "popularity"
    ranks = [track.search_rank for track in tracks if track.search_rank is not None]
    if ranks:
        first, step, floor = RANK_WEIGHTS
        return float(max(floor, first - step * min(ranks))), "search_rank"
    return None, None


def ranked_to_the_end(songs: Iterable[SongRecord]) -> tuple[SongRecord, ...]:
    """A whole catalogue weighed by one search: songs that only the albums list rank behind its last hit, at the floor."""
    songs = tuple(songs)
    if not any(song.weight_source == "search_rank" for song in songs):
        return songs
    floor = float(RANK_WEIGHTS[2])
    return tuple(
        replace(song, weight=floor, weight_source="search_rank") if song.weight is None else song for song in songs
    )


def _shown(track: TrackRecord) -> str:
    """The title as the source spells it, without its version."""
    base = base_title(track.title, _guests(track))
    return track.title.strip() if base == plain(track.title) else base


def _song(tracks: Sequence[TrackRecord]) -> SongRecord:
    best = _best(tracks)
    weight, source = _weigh(tracks)
    return SongRecord(
        title=_shown(best),
        normalised_title=normalise_title(best.title, _guests(best)),
        source_ids=tuple(dict.fromkeys(track.id for track in tracks if track.id)),
        isrcs=tuple(dict.fromkeys(track.isrc for track in tracks if track.isrc)),
        album=best.album,
        year=best.year,
        duration_ms=best.duration_ms,
        weight=weight,
        weight_source=source,
    )


def _beside_its_song(title: str) -> str | None:
    """The folded title without a last "(Mix)", "- Cut" or "(Cover)", or None if it has none."""
    tail = _tail(base_title(title))
    if tail is None or tail[1].strip().casefold() not in VERSION_BESIDE_ITS_SONG:
        return None
    return normalise_title(tail[0])


def _without_subtitle(title: str) -> str | None:
    """The folded title without a bracketed part that is no number of a series, or None if it has none."""
    base = base_title(title)
    bare = re.sub(r"\s*\([^()]*\)\s*", " ", base).strip()
    inside = " ".join(re.findall(r"\(([^()]*)\)", base))
    if (
        not inside
        or not bare
        or re.search(r"\d|\b(?:parts?|pts?|reprise|intro|outro|interlude|prelude|[ivx]+)\b", inside.casefold())
    ):
        return None
    return normalise_title(bare)


def fold(
    tracks: Iterable[TrackRecord], artist_id: str | None = None, artist_name: str | None = None
) -> tuple[tuple[SongRecord, ...], tuple[Skipped, ...]]:
    """One record per song of the artist, and what was left out with the reason. Order of first appearance.

    A track counts only if `artist_id` is on it: a name alone would let in karaoke and tribute versions. Without an id
    every track counts; `artist_name` then only words the reasons. Each track ends in exactly one song or is skipped.
    """
    who = artist_name or "the artist"
    skipped: list[Skipped] = []
    groups: list[_Group] = []
    by_isrc: dict[str, _Group] = {}
    by_title: dict[str, _Group] = {}
    for track in tracks:
        if track.id is None:
            skipped.append(Skipped(None, track.title, "no id: a local file"))
            continue
        if artist_id is not None and artist_id not in track.artist_ids:
            skipped.append(Skipped(track.id, track.title, f"not by {who}"))
            continue
        if reason := why_not_a_song(track):
            skipped.append(Skipped(track.id, track.title, reason))
            continue
        title = normalise_title(track.title, _guests(track))
        group = by_title.get(title) or _same_recording(by_isrc.get(track.isrc or ""), track)
        if group is None:
            group = _Group()
            groups.append(group)
        group.tracks.append(track)
        by_title.setdefault(title, group)
        if track.isrc:
            by_isrc.setdefault(track.isrc, group)
    return tuple(_song(group.tracks) for group in _joined(groups, by_title, by_isrc)), tuple(skipped)


def _same_recording(group: _Group | None, track: TrackRecord) -> _Group | None:
    if group is None or track.duration_ms is None:
        return group
    lengths = group.lengths()
    near = not lengths or any(abs(track.duration_ms - one) <= SAME_ISRC_LENGTH_MS for one in lengths)
    return group if near else None


def _joined(groups: list[_Group], by_title: dict[str, _Group], by_isrc: dict[str, _Group]) -> list[_Group]:
    """Groups that turn out to be one song, joined: a shared ISRC seen late, or a title with and without subtitle."""
    owner: dict[int, _Group] = {id(group): group for group in groups}

    def join(kept: _Group, gone: _Group) -> None:
        if kept is gone:
            return
        kept.tracks.extend(gone.tracks)
        for key, group in owner.items():
            if group is gone:
                owner[key] = kept

    for group in groups:
        for track in list(group.tracks):
            other = _same_recording(owner.get(id(by_isrc.get(track.isrc or ""))), track)
            if other is not None:
                join(other, owner[id(group)])
            song = owner.get(id(by_title.get(_beside_its_song(track.title) or "")))
            if song is not None:
                join(song, owner[id(group)])
            bare = _without_subtitle(track.title)
            shorter = owner.get(id(by_title.get(bare))) if bare else None
            if shorter is not None and track.duration_ms is not None:
                near = any(abs(track.duration_ms - one) <= SAME_LENGTH_MS for one in shorter.lengths())
                if near:
                    join(shorter, owner[id(group)])
    return list({id(group): group for group in owner.values()}.values())
