"""Names as addresses and as search keys. Pure functions.

A name is never an identity: two artists of one name are two rows, and a renamed artist keeps its address. What
finds a row again is the key at the end of its slug, made once from the provider's id.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2s

from anyascii import anyascii

KEY_LENGTH = 8
"""Hex digits. At 100,000 rows of one kind two of them collide about once; `stable_key` then takes a salt."""

SLUG_WORDS = 60
"""Characters of a name kept in an address: longer ones are cut by mail programs and by eyes."""

SEARCH_KEY_LENGTH = 300
"""The column's width (`artist.sort_name`)."""

FORMS_APART = " | "
"""Between the written and the Latin form of a search key: no query matches across it."""

_KEY_AT_END = re.compile(r"(?:^|-)([0-9a-f]{8})$")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-"})
_LETTER_SIGNS = (
    (re.compile(r"(?<=[a-z])!(?=[a-z])"), "i"),
    (re.compile(r"(?<=[a-z])\$|\$(?=[a-z])"), "s"),
)
"""P!NK is typed "pink", A$AP "asap"; the sign alone (`!!!`) is a name and stays one."""


def stable_key(provider: str, kind: str, provider_id: str, salt: int = 0) -> str:
    """Eight hex digits from a provider's id: the same on every machine. `salt` is the way out of a collision."""
    text = "\x1f".join((provider, kind, provider_id, *([str(salt)] if salt else [])))
    return blake2s(text.encode(), digest_size=KEY_LENGTH // 2).hexdigest()


def slug_for(name: str, key: str) -> str:
    """`pink-3f9a2c1b`; a name without letters is its key alone. Made once: a rename does not change it."""
    words = _plain(_latin(fold(name)), apart="-")
    if len(words) > SLUG_WORDS:
        words = words[:SLUG_WORDS].rpartition("-")[0] or words[:SLUG_WORDS]
    return f"{words}-{key}" if words else key


def key_of(slug: str) -> str | None:
    """The key at the end of a slug: an old or a mistyped name before it still finds the row."""
    found = _KEY_AT_END.search(slug)
    return found[1] if found else None


def fold(text: str) -> str:
    """How a query is compared: no case, no marks, plain quotes, single spaces. Scripts stay as they are."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_QUOTES))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(unicodedata.normalize("NFC", bare).casefold().split())


@lru_cache(maxsize=4096)
def search_key(name: str) -> str:
    """What a folded query is looked for in: the name as written and, where they differ, its Latin and bare forms.

    "Björk" is found by "bjork", "東京事変" by itself and by "dongjing", "P!NK" by "p!nk" and by "pink".
    """
    written = fold(name)
    latin = _latin(written)
    forms = dict.fromkeys([written, latin, _plain(latin, apart=" "), _plain(latin, apart="")])
    kept = [form for form in forms if form]
    key = written[:SEARCH_KEY_LENGTH]
    for form in kept[1:]:
        longer = f"{key}{FORMS_APART}{form}"
        if len(longer) > SEARCH_KEY_LENGTH:
            break
        key = longer
    return key


def _latin(folded: str) -> str:
    latin = " ".join(anyascii(folded).lower().split())
    for sign, letter in _LETTER_SIGNS:
        latin = sign.sub(letter, latin)
    return latin


def _plain(latin: str, *, apart: str) -> str:
    """Letters and digits only; everything else becomes `apart`, apostrophes nothing."""
    return re.sub(r"[^a-z0-9]+", apart, latin.replace("'", "")).strip(apart or None)
