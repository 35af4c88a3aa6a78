"""Ids that stay the same for one seed, in the look of each provider's own. Pure functions."""

from __future__ import annotations

from hashlib import blake2b
from random import Random

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_AS_BASE62 = bytes(ord(_BASE62[byte % 62]) for byte in range(256))


def number(*parts: object) -> int:
    """A 160-bit number that depends on nothing but its arguments (Python's own `hash` changes per process)."""
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=20).digest())


def rng(*parts: object) -> Random:
    return Random(number(*parts))


def base62(length: int, *parts: object) -> str:
    """`length` digits, at most 64."""
    text = "\x1f".join(map(str, parts))
    return blake2b(text.encode(), digest_size=length).digest().translate(_AS_BASE62).decode()


def attraction_id(seed: int, key: str) -> str:
    return "K8vZ91" + base62(5, seed, "attraction", key)


def venue_id(seed: int, key: str) -> str:
    return "KovZpZA" + base62(5, seed, "venue", key)


def resale_venue_id(seed: int, key: str) -> str:
    return "ZFr9jZ" + base62(4, seed, "resale venue", key)


def event_id(seed: int, *key: object) -> str:
    return "G5vYZ" + base62(8, seed, "event", *key)


def resale_event_id(seed: int, *key: object) -> str:
    return "Z7r9jZ1A" + base62(6, seed, "resale event", *key)


def spotify_id(seed: int, *key: object) -> str:
    """22 base-62 digits, as Spotify's own."""
    return base62(22, seed, "spotify", *key)


def mbid(seed: int, key: str) -> str:
    """A UUID of version 4 in shape, so that nothing takes it for a name-based one."""
    digits = f"{number(seed, 'musicbrainz', key):040x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"


def registrant(artist_id: str) -> str:
    """The three signs of an ISRC that say who registered it: here one an artist."""
    return base62(3, "registrant", artist_id).upper()


def isrc(country: str, registrant: str, year: int, place: int) -> str:
    """ISO 3901's twelve signs: country, registrant, year, a running number."""
    return f"{country}{registrant}{year % 100:02d}{place:05d}"
