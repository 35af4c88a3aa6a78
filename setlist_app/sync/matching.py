"""Is this the artist we mean? Names are compared after folding, and no match beats a wrong one.

Pure functions, no I/O. Providers share hardly any ids (a Spotify id on 7 % of recorded attractions), so a name is
often all there is. Only equal folded names match; nothing here measures likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from setlist_app.sync.providers.records import ArtistRecord, Match, MatchedArtist

# Typographic forms of a character that people type plainly.
PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "™": None, "®": None, "©": None, "℠": None, "\u200b": None, "\u200e": None, "\u200f": None, "\ufeff": None,
    }
)  # fmt: skip

# Signs written in place of a letter inside a name: P!NK, Ke$ha, A$AP Rocky. Only touching a letter do they count.
STANDING_FOR = {"!": "i", "$": "s", "@": "a"}

# Scripts whose accents are left out when typing. Elsewhere a mark makes another letter (Japanese か and が).
ACCENTS_ARE_OPTIONAL_IN = ("LATIN", "GREEK")

_INITIALS = re.compile(r"(?:(?<=\W)|^)(?:\w\.){2,}\w?(?=\W|$)")
_STAND_IN = re.compile(r"(?<=\w)[!$@](?=\w)|(?<!\w)[$@](?=\w)|(?<=\w)\$(?!\w)")


def plain(text: str) -> str:
    """Compatibility forms, typographic quotes and dashes, and runs of space, made plain. Case is kept."""
    # The signs go first: NFKC would turn ™ into the letters "TM".
    return " ".join(unicodedata.normalize("NFKC", text.translate(PLAIN)).translate(PLAIN).split())


def without_accents(text: str) -> str:
    """Accents dropped where the script makes them optional: Beyoncé → Beyonce, but が stays が."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        base = unicodedata.normalize("NFD", char)[0]
        optional = base != char and unicodedata.name(base, "").startswith(ACCENTS_ARE_OPTIONAL_IN)
        kept.append(base if optional else char)
    return "".join(kept)


def words(text: str) -> str:
    """Case-folded words of any script with punctuation gone; "" when the text is all punctuation.

    Letters, digits, marks and symbols ("+", "$", "♥") stay; initials close up (M.I.A. → mia).
    """
    text = without_accents(plain(text).casefold())
    text = _INITIALS.sub(lambda found: found.group().replace(".", ""), text)
    kept: list[str] = []
    for char in text.replace("'", ""):
        kept.append(" " if unicodedata.category(char)[0] in "PZC" else char)
    return " ".join("".join(kept).split())


def normalise_name(name: str) -> str:
    """The form under which two spellings of one artist are equal; never empty for a visible name.

    "The Black Keys" = "Black Keys", "Florence + The Machine" = "Florence and the Machine", "Beyoncé" = "BEYONCE",
    "!!!" = "!!!". Other scripts are compared as they are written.
    """
    text = re.sub(r"\s*&\s*|\s+\+\s+", " and ", plain(name))
    folded = words(text)
    folded = folded.removeprefix("the ") or folded
    if re.search(r",\s*the$", text, re.IGNORECASE):
        folded = folded.removesuffix(" the")
    return folded or plain(name).casefold()


def _spelled_out(name: str) -> str:
    """The folded name with stand-in signs read as letters: P!NK → pink, A$AP → asap."""
    return normalise_name(_STAND_IN.sub(lambda found: STANDING_FOR[found.group()], plain(name)))


def same_name(one: str, other: str) -> bool:
    """Whether two names are spellings of the same one, stand-in signs included."""
    return normalise_name(one) == normalise_name(other) or _spelled_out(one) == _spelled_out(other)


def match_artist(
    wanted: str, candidates: Sequence[ArtistRecord], aliases: Sequence[str] = ()
) -> tuple[MatchedArtist, ...]:
    """Each candidate with how it fits: by name, by one of its or our `aliases`, or not. Order is kept."""

    def fit(candidate: ArtistRecord) -> Match:
        if same_name(wanted, candidate.name):
            return Match.EXACT
        ours = any(same_name(alias, candidate.name) for alias in aliases)
        theirs = any(same_name(wanted, alias) for alias in candidate.aliases)
        return Match.ALIAS if ours or theirs else Match.NONE

    return tuple(MatchedArtist(one.id, one.name, fit(one), one.image_url) for one in candidates)


@dataclass(frozen=True)
class Choice:
    artist: MatchedArtist | None
    reason: str
    """The sentence that the log, the run and the page show."""


def choose(wanted: str, candidates: Sequence[ArtistRecord], aliases: Sequence[str] = ()) -> Choice:
    """The one candidate that is surely meant, or none with the reason.

    Of several that carry the name, one spelled as asked (else: but for case) is taken only if it is alone in that and
    the source ranks it first; otherwise they are homonyms and nobody is picked ("Arctic" has nine).
    """
    matched = match_artist(wanted, candidates, aliases)
    for level in (Match.EXACT, Match.ALIAS):
        fitting = [one for one in matched if one.match is level]
        if len(fitting) == 1:
            how = "is the only one of this name" if level is Match.EXACT else "has this name as an alias"
            return Choice(fitting[0], f"{fitting[0].name} {how}")
        if fitting:
            alike = [one for one in fitting if plain(one.name).casefold() == plain(wanted).casefold()]
            same = [one for one in alike if plain(one.name) == plain(wanted)] or alike
            if len(same) == 1 and same[0] is fitting[0]:
                return Choice(same[0], f"{same[0].name} comes first and is the only one spelled so")
            return Choice(None, f"{len(fitting)} artists are called {wanted}, and nothing tells them apart")
    return Choice(None, f"nobody is called {wanted}" if candidates else "the search finds nobody")
