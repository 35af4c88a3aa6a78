"""The tour diary of the demo world: shows around a given day, the same ones whichever day they are looked at.

Time is cut into slots of `every` days counted from the calendar's beginning, not from today. A slot always holds the
same show (same id, date, hall, oddity), and a day's world shows the slots from `past` before to `ahead` after it. So
counts are exact on every day, and tomorrow's world is today's with one slot gone and one come, as a real listing is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from setlist_app.sandbox.artists import RESIDENCIES, Cast
from setlist_app.sandbox.identity import event_id, number, resale_event_id, rng
from setlist_app.sandbox.records import Attraction, Hall, Kind, Show, Status

DOORS = (time(18, 30), time(19, 0), time(19, 30), time(20, 0), time(20, 30), time(21, 0))
MATINEE = time(14, 30)
_MOVED_BY = timedelta(days=63)


@dataclass(frozen=True)
class Stage:
    """What a tour needs to know of the world around it."""

    seed: int
    today: date
    halls: tuple[Hall, ...]
    attractions: dict[str, Attraction]
    pool: dict[str, tuple[Attraction, ...]]
    """Who may support or play a festival, by region."""


def tour(stage: Stage, cast: Cast, tour_name: str | None) -> list[Show]:
    """All listings of one attraction in the window around today, past slots included."""
    if not cast.every:
        return []
    offset = number(stage.seed, "offset", cast.key) % cast.every
    now = (stage.today.toordinal() - offset) // cast.every
    # Without past slots the current one is left out too: it may lie a day or two back.
    first = now - cast.past + (0 if cast.past else 1)
    shows: list[Show] = []
    for slot in range(first, first + cast.past + cast.ahead):
        shows += _night(stage, cast, slot, offset, tour_name)
    return shows


def _night(stage: Stage, cast: Cast, slot: int, offset: int, tour_name: str | None) -> list[Show]:
    dice = rng(stage.seed, "night", cast.key, slot)
    day = date.fromordinal(slot * cast.every + offset + (dice.randrange(cast.every) if not cast.plain else 0))
    halls = [hall for hall in stage.halls if hall.city.region in cast.tours] or list(stage.halls)
    hall = halls[(slot * 7 + number(stage.seed, cast.key)) % len(halls)]
    star = stage.attractions[cast.key]
    titled = f"{cast.name}: {tour_name}" if tour_name and dice.random() < 0.5 else cast.name
    show = Show(
        event_id(stage.seed, cast.key, slot), titled, hall, (star,), local_date=day, local_time=dice.choice(DOORS)
    )
    if cast.key in RESIDENCIES:
        name, hour, minute = RESIDENCIES[cast.key]
        house = next(each for each in stage.halls if each.name == name)
        return [replace(show, hall=house, local_time=time(hour, minute))]
    if star.kind is Kind.TEAM:
        rivals = ("Tacoma Otters", "Portland Kingfishers", "Boise Bitterns", "Eugene Egrets")
        return [replace(show, title=f"{cast.name} vs. {rivals[slot % len(rivals)]}")]
    if star.kind is not Kind.ARTIST and star.kind is not Kind.TRIBUTE:
        return [show]
    if dice.random() < 0.33 or cast.plain:
        others = [act for act in stage.pool.get(hall.city.region, ()) if act.name != star.name]
        support = dice.sample(others, min(len(others), dice.randint(1, 2)))
        show = replace(show, acts=(star, *support))
    if cast.plain:
        return [show]
    return _odd(stage, show, (slot + number(stage.seed, "odd", cast.key)) % cast.cycle, (cast.key, slot))


def _odd(stage: Stage, show: Show, turn: int, key: tuple[str, int]) -> list[Show]:
    """One thing in a listing that a reader may trip over, or none. Sources: each has been seen in recorded answers."""
    assert show.local_date is not None and show.hall is not None
    vip = replace(show, id=event_id(stage.seed, *key, "vip"), title=f"{show.title} | VIP Packages")
    resale = replace(show, id=resale_event_id(stage.seed, *key), resale=True)
    moved = replace(show, first_date=show.local_date, first_time=show.local_time)
    undated = replace(show, local_date=None, local_time=None)
    matinee = replace(
        show, id=event_id(stage.seed, *key, "matinee"), local_time=MATINEE, title=f"{show.title} (Matinee)"
    )
    oddities = (
        [replace(show, status=Status.CANCELLED)],
        [replace(moved, local_date=None, local_time=None, status=Status.POSTPONED, date_tba=True)],
        [replace(moved, first_date=show.local_date - _MOVED_BY, status=Status.RESCHEDULED)],
        [replace(show, local_time=None, time_tba=True)],
        [show, vip],
        [show, resale],
        [replace(show, status=Status.OFFSALE)],
        [replace(show, zone_on_event=False)],
        [matinee, show],
        [replace(show, hall=None)],
        [replace(undated, date_tbd=True)],
        [replace(show, acts=(*show.acts, stage.attractions["promoter"]))],
        [show, vip, resale],
    )
    return oddities[turn] if turn < len(oddities) else [show]


@dataclass(frozen=True)
class Festival:
    name: str
    hall: str
    every: int
    days: int
    own_attraction: str | None = None
    """Some festivals are listed as if they were an artist."""
    day_tickets: bool = False


FESTIVALS = (
    Festival("Saltmarsh Sounds", "The Rope Loft", 91, 3, "saltmarsh", day_tickets=True),
    Festival("Lampionfest", "Kranhalle Sieben", 77, 2),
    Festival("Cicada Weekender", "The Cicada Yard", 84, 2, day_tickets=True),
    Festival("灯籠音楽祭", "提灯倉庫", 98, 1),
    Festival("Paraguas Fest", "Galpón del Paraguas", 105, 2),
    Festival("Banksia Days", "Banksia Ballroom", 112, 2),
)
_PAST_EDITIONS, _EDITIONS_AHEAD = 1, 2


def festivals(stage: Stage) -> list[Show]:
    """Editions of every festival: 8 to 14 artists on one bill, some sold by the day as well."""
    return [show for festival in FESTIVALS for show in _editions(stage, festival)]


def _editions(stage: Stage, festival: Festival) -> list[Show]:
    hall = next(each for each in stage.halls if each.name == festival.hall)
    offset = number(stage.seed, "offset", festival.name) % festival.every
    now = (stage.today.toordinal() - offset) // festival.every
    shows: list[Show] = []
    for slot in range(now - _PAST_EDITIONS + 1, now + _EDITIONS_AHEAD + 1):
        dice = rng(stage.seed, "festival", festival.name, slot)
        day = date.fromordinal(slot * festival.every + offset)
        pool = sorted({*stage.pool[hall.city.region], *stage.pool["eu"]}, key=lambda act: act.rank)
        acts = tuple(sorted(dice.sample(pool, dice.randint(8, 14)), key=lambda act: act.rank))
        if festival.own_attraction:
            acts = (stage.attractions[festival.own_attraction], *acts[:13])
        title = f"{festival.name} {day:%B %Y}" if festival.name.isascii() else f"{festival.name} {day.year}.{day.month}"
        last = day + timedelta(days=festival.days - 1)
        whole = Show(
            event_id(stage.seed, festival.name, slot), title, hall, acts, local_date=day, no_specific_time=True
        )
        shows.append(replace(whole, end_date=last if festival.days > 1 else None))
        if festival.day_tickets:
            for place in range(festival.days):
                ticket = event_id(stage.seed, festival.name, slot, place)
                when = day + timedelta(days=place)
                shows.append(replace(whole, id=ticket, title=f"{title} - {when:%A} Ticket", local_date=when))
    return shows
