"""Who plays in the demo world: invented artists of many kinds and scripts, most popular first.

None of them exists. The odd ones are odd on purpose, each for one thing a fan's search or a sync can trip over.
"""

from __future__ import annotations

from dataclasses import dataclass

from setlist_app.sandbox import titles_english as en
from setlist_app.sandbox import titles_world as world
from setlist_app.sandbox.records import Kind
from setlist_app.sandbox.titles import Bank


@dataclass(frozen=True)
class Cast:
    """One attraction as the script has it. `every`,
    `past` and `ahead` are its touring: a show slot each `every` days."""

    key: str
    name: str
    country: str
    genre: str
    subgenre: str
    words: Bank | None = None
    songs: int = 0
    every: int = 0
    past: int = 0
    ahead: int = 0
    tours: tuple[str, ...] = ()
    kind: Kind = Kind.ARTIST
    mbid: bool = True
    spotify_link: bool = False
    homonyms: int = 0
    """How many strangers of the same name Spotify lists."""
    plain: bool = False
    """No listing of this one is ever doubled or moved, nobody else's bill has it, and it plays no medleys."""
    aliases: tuple[str, ...] = ()
    cycle: int = 40
    """After how many slots the oddities of its listings repeat (`shows`)."""


EVERYWHERE = ("uk", "eu", "na", "oceania")

CAST: tuple[Cast, ...] = (
    # The bench artist: exactly 60 shows ahead and exactly 80 songs, nothing odd about it.
    Cast("umbrellas", "The Borrowed Umbrellas", "GB", "Rock", "Indie Rock", en.INDIE, 80, 3, 0, 60, EVERYWHERE,
         spotify_link=True, plain=True),
    Cast("nana", "Nana Mostly", "GH", "Pop", "Afro-Pop", en.SOUL, 42, 30, 1, 6, ("uk", "eu", "mena", "na")),
    Cast("nube", "Nube Baja", "MX", "Pop", "Dream Pop", world.SPANISH, 34, 30, 1, 6, ("latam", "eu", "na")),
    # Plays often enough that every oddity a listing can have is among its shows on any day.
    Cast("kuchen", "Kuchenkrieg", "DE", "Rock", "Punk", world.GERMAN, 38, 8, 6, 22, ("eu", "uk"),
         spotify_link=True, cycle=26),
    Cast("amayadori", "雨宿り商店街", "JP", "Pop", "City Pop", world.JAPANESE, 36, 30, 1, 6, ("asia",),
         aliases=("Amayadori Shotengai",)),
    Cast("postcode", "Postcode Royalty", "GB", "Hip-Hop/Rap", "Grime", en.BEATS, 40, 36, 1, 5, ("uk", "eu")),
    Cast("brumes", "Ministère du Brouillard", "FR", "Dance/Electronic", "Synth-Pop", world.FRENCH, 30, 36, 1, 5,
         ("eu", "na")),
    Cast("picnic", "Doomed Picnic", "US", "Metal", "Doom Metal", en.HEAVY, 45, 30, 1, 6, ("na", "eu", "oceania")),
    Cast("layla", "ليلى والقمر المستعار", "LB", "World", "Arabic Pop", world.ARABIC, 32, 46, 1, 4, ("mena", "eu"),
         aliases=("Layla and the Borrowed Moon",)),
    Cast("bridges", "The Unfinished Bridges", "US", "Country", "Americana", en.COUNTRY, 48, 26, 1, 7, ("na",),
         aliases=("Unfinished Bridge",)),
    Cast("juniper", "Juniper Okafor", "GB", "R&B", "Soul", en.SOUL, 36, 36, 1, 5, ("uk", "na", "eu")),
    Cast("snegopad", "Снегопад по вторникам", "KZ", "Rock", "Post-Punk", world.RUSSIAN, 30, 46, 1, 4, ("eu", "mena"),
         aliases=("Snegopad po vtornikam",)),
    Cast("garoa", "Os Domingos de Garoa", "BR", "Latin", "MPB", world.PORTUGUESE, 33, 36, 1, 5, ("latam", "eu")),
    Cast("luggage", "DJ Lost Luggage", "NL", "Dance/Electronic", "Techno", en.MACHINE, 40, 26, 1, 7, ("eu", "uk",
         "mena")),
    Cast("laundry", "새벽 세탁소", "KR", "Pop", "K-Indie", world.KOREAN, 28, 36, 1, 5, ("asia", "na"),
         aliases=("Dawn Laundry",)),
    # Two of one name: the Americans are loud, the Irish are not. Their Spotify links tell them apart.
    Cast("copper-us", "Copper Lanes", "US", "Rock", "Alternative Rock", en.INDIE, 35, 36, 1, 5, ("na", "oceania"),
         spotify_link=True),
    Cast("copper-ie", "Copper Lanes", "IE", "Folk", "Traditional Folk", en.FOLK, 29, 46, 1, 4, ("uk",),
         spotify_link=True),
    Cast("kite", "K!TE SEASON", "US", "Pop", "Electropop", en.SOUL, 37, 36, 1, 5, ("na", "asia")),
    Cast("marker", "∴∵∴", "IS", "Dance/Electronic", "Experimental", world.SYMBOLS, 26, 46, 1, 4, ("eu", "asia"),
         mbid=False),
    Cast("night-market", "夜市天文臺", "TW", "Rock", "Indie Rock", world.CHINESE, 27, 46, 1, 4, ("asia",),
         aliases=("Night Market Observatory",)),
    Cast("polite", "The Polite Riot", "GB", "Rock", "Punk", en.PUNK, 32, 30, 1, 6, ("uk", "eu")),
    Cast("talvi", "Aino Talvipuutarha", "FI", "Folk", "Nordic Folk", world.FINNISH, 26, 46, 1, 4, ("eu",)),
    Cast("vishnia", "Вишневий Ліфт", "UA", "Pop", "Indie Pop", world.UKRAINIAN, 27, 46, 1, 4, ("eu",),
         aliases=("Vyshnevyi Lift",)),
    Cast("motorway", "Goodnight, Motorway", "GB", "Rock", "Post-Rock", en.INDIE, 30, 46, 1, 4, ("uk", "eu", "asia")),
    Cast("ascensor", "Cumbia del Ascensor", "AR", "Latin", "Cumbia", world.SPANISH, 31, 30, 1, 6, ("latam",)),
    Cast("palm", "فرقة ظل النخيل", "EG", "World", "Arabic Classical", world.ARABIC, 28, 46, 1, 4, ("mena",),
         aliases=("Palm Shade Ensemble",)),
    Cast("tramlines", "Velvet Tramlines", "AU", "Rock", "Shoegaze", en.INDIE, 33, 36, 1, 5, ("oceania", "na")),
    Cast("shuden", "終電ピアノ倶楽部", "JP", "Jazz", "Piano Jazz", world.JAPANESE, 30, 46, 1, 4, ("asia",),
         aliases=("Last Train Piano Club",)),
    Cast("cathedral", "Hollow Cathedral Choir Practice", "NO", "Metal", "Black Metal", en.HEAVY, 30, 46, 1, 4,
         ("eu", "na")),
    Cast("fjord", "Fjordkontoret", "NO", "Rock", "Indie Pop", world.NORWEGIAN, 25, 46, 1, 4, ("eu",)),
    Cast("kalla", "Kalla Händers Klubb", "SE", "Dance/Electronic", "Synth-Pop", world.SWEDISH, 26, 46, 1, 4,
         ("eu", "uk")),
    Cast("zebra", "Zebra na Dachu", "PL", "Rock", "Alternative Rock", world.POLISH, 27, 46, 1, 4, ("eu",)),
    Cast("chai", "चाय और चाँदनी", "IN", "World", "Fusion", world.HINDI, 27, 46, 1, 4, ("asia", "mena"),
         aliases=("Chai aur Chandni",)),
    Cast("kafeneio", "Καφενείο Ουράνιο Τόξο", "GR", "Folk", "Rebetiko", world.GREEK, 26, 46, 1, 4, ("eu",)),
    Cast("rooms", "שלושה חדרים וחצי", "IL", "Rock", "Indie Rock", world.HEBREW, 25, 46, 1, 4, ("eu", "na"),
         aliases=("Three and a Half Rooms",)),
    Cast("lodos", "Lodos Asansörü", "TR", "Rock", "Anatolian Rock", world.TURKISH, 28, 46, 1, 4, ("mena", "eu")),
    Cast("ombrello", "Orchestra Ombrello", "IT", "Pop", "Canzone", world.ITALIAN, 27, 46, 1, 4, ("eu",)),
    Cast("carambole", "Odile Carambole", "CA", "Pop", "Chanson", world.FRENCH, 29, 46, 1, 4, ("na", "eu")),
    Cast("moons", "Two Left Moons", "US", "Jazz", "Jazz Trio", en.JAZZ, 32, 36, 1, 5, ("na", "eu", "asia")),
    Cast("cactus", "Cactus Wedding", "US", "Country", "Alternative Country", en.COUNTRY, 30, 36, 1, 5, ("na",)),
    # Spotify lists a stranger of the very same name and nothing tells the two apart: better no songs than wrong ones.
    Cast("cassette", "Sister Cassette", "CA", "Pop", "Synth-Pop", en.SOUL, 28, 36, 1, 5, ("na", "uk"), homonyms=1),
    Cast("carriage", "MC Quiet Carriage", "GB", "Hip-Hop/Rap", "Spoken Word", en.BEATS, 29, 46, 1, 4, ("uk",)),
    # No songs on Spotify at all.
    Cast("lighthouse", "Brass Lighthouse Society", "NL", "Jazz", "Brass Band", None, 0, 46, 1, 4, ("eu",)),
    # No shows at all.
    Cast("marble", "Marble Arcade", "US", "Dance/Electronic", "Synthwave", en.MACHINE, 31),
    # Three songs so far: a setlist of fewer than five.
    Cast("plinth", "Ezra Plinth", "NZ", "Folk", "Singer-Songwriter", en.FOLK, 3, 46, 0, 4, ("oceania",), mbid=False),
    Cast("quartet", "String Quartet No Thanks", "AT", "Classical", "Chamber Music", en.CLASSICAL, 30, 46, 1, 4,
         ("eu",)),
    Cast("biscuit", "Professor Biscuit", "GB", "Children's Music", "Children's Music", en.SMALL, 26, 46, 1, 4,
         ("uk", "oceania")),
    Cast("tribute", "Almost Umbrellas: A Tribute to The Borrowed Umbrellas", "GB", "Rock", "Tribute Band",
         en.INDIE, 25, 30, 1, 6, ("uk", "na")),
    # House bands: one each day somewhere, so that there is always a show today and tonight.
    Cast("house-london", "The Wharf Eleven House Band", "GB", "Jazz", "Swing", en.JAZZ, 25, 1, 2, 6, mbid=False),
    Cast("house-newyork", "Fire Escape All-Stars", "US", "R&B", "Funk", en.SOUL, 26, 1, 2, 6, mbid=False),
    Cast("house-tokyo", "月見ホール楽団", "JP", "Jazz", "Big Band", world.JAPANESE, 25, 1, 2, 6, mbid=False),
    # Attractions that are no artists.
    Cast("promoter", "Lantern & Loud Presents", "GB", "Undefined", "Undefined", kind=Kind.PROMOTER, mbid=False),
    Cast("bundle", "Wharf Eleven Season Bundle", "GB", "Undefined", "Undefined", None, 0, 46, 0, 4, ("uk",),
         kind=Kind.BUNDLE, mbid=False),
    Cast("saltmarsh", "Saltmarsh Sounds Festival", "GB", "Undefined", "Undefined", kind=Kind.FESTIVAL, mbid=False),
    Cast("herons", "Seattle Grey Herons", "US", "Basketball", "League", None, 0, 46, 1, 4, ("na",), kind=Kind.TEAM,
         mbid=False),
    Cast("lift-play", "Waiting for the Lift", "GB", "Theatre", "Comedy", None, 0, 46, 1, 4, ("uk",),
         kind=Kind.STAGE, mbid=False),
)  # fmt: skip

# Where each house band plays, and when.
RESIDENCIES = {
    "house-london": ("Wharf Eleven", 20, 30),
    "house-newyork": ("Fire Escape Theatre", 21, 0),
    "house-tokyo": ("月見ホール", 19, 0),
}
