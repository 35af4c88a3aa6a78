"""How the stand-in compares names: whole words, without case or accents, in every script. Pure functions."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Scripts that write without spaces: there a run of letters is many words, so any part of it may be asked for.
_UNSPACED = ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "THAI")


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Case-folded and without combining marks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if unicodedata.category(sign) != "Mn").strip()


@lru_cache(maxsize=16_384)
def words(text: str) -> frozenset[str]:
    """Folded words; a name of symbols only is one word of its own."""
    letters = "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in fold(text).replace("'", ""))
    return frozenset(letters.split()) or frozenset({fold(text)} - {""})


@lru_cache(maxsize=16_384)
def _is_unspaced(word: str) -> bool:
    return any(unicodedata.name(sign, "").startswith(_UNSPACED) for sign in word)


def matches(query: str, *names: str) -> bool:
    """Whether every word of the query is a whole word of one of the names ("Mado" does not find Madonna)."""
    wanted = words(query)
    if not wanted:
        return False
    there = frozenset().union(*(words(name) for name in names))
    return all(word in there or (_is_unspaced(word) and any(word in other for other in there)) for word in wanted)


def is_same_name(one: str, other: str) -> bool:
    return fold(one) == fold(other) or (words(one) == words(other) != frozenset())
