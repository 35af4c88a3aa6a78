"""Ticketmaster Discovery v2, answered from a catalog: attractions, events, venues. Pure functions, no HTTP.

Limits and bodies as written down for October 2026: `size` at most 200 (DIS1036), page*size below 1,000 (DIS1035), dates
only as `YYYY-MM-DDTHH:mm:ssZ` (DIS1015), 404 is DIS1004, an empty answer has no `_embedded`. Two things are stricter or
unknown: the real one let page 5 of 200 through, and its answer to an unknown `sort` is not recorded (here: 400).
Parameters that have no effect here are named in `X-Unknown-Params`, as the real gateway does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from setlist_app.sandbox.answers import Answer, Ask, dis, invalid_api_key, missing_api_key
from setlist_app.sandbox.catalog import Catalog, embedded
from setlist_app.sandbox.ticketmaster_wire import Json
from setlist_app.sandbox.words import fold, matches, words

DEFAULT_SIZE = 20
MAX_SIZE = 200
MAX_DEPTH = 1_000
REFUSED_KEY = "invalid"
"""The one key that is not accepted."""

_STRICT_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FAR = datetime.max.replace(tzinfo=UTC)
_PAGING = {"apikey", "size", "page", "sort", "locale"}
_ATTRACTION_PARAMS = _PAGING | {"keyword", "id", "classificationName", "segmentId"}
_VENUE_PARAMS = _PAGING | {"keyword", "id", "countryCode", "stateCode", "city"}
_EVENT_PARAMS = _PAGING | {
    "attractionId", "keyword", "id", "venueId", "classificationName", "segmentId", "countryCode", "stateCode", "city",
    "startDateTime", "endDateTime", "includeTBA", "includeTBD",
}  # fmt: skip


class Refused(Exception):
    """A request that the provider answers with an error; carries the answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def guarded(handler: Callable[[Catalog, Ask], Answer]) -> Callable[[Catalog, Ask], Answer]:
    """Refuses a missing or bad key first, as the gateway in front of the API does."""

    def answer(catalog: Catalog, ask: Ask) -> Answer:
        key = ask.params.get("apikey", "")
        if key in ("", REFUSED_KEY):
            return invalid_api_key() if key else missing_api_key()
        try:
            return handler(catalog, ask)
        except Refused as refused:
            return refused.answer

    return answer


@guarded
def attractions(catalog: Catalog, ask: Ask) -> Answer:
    params = ask.params
    sort = _sort(params, {"name", "relevance", "random", "id"}, "relevance,desc")
    keyword = params.get("keyword")
    ids = _ids(params, "id")
    found = [
        act
        for act in catalog.attractions.values()
        if (keyword is None or matches(keyword, *_names(act)))
        and (ids is None or act.get("id") in ids)
        and _is_classified(act, params)
    ]
    if sort[0] == "name":
        found.sort(key=lambda act: fold(str(act.get("name", ""))), reverse=sort[-1] == "desc")
    elif sort[0] == "id":
        found.sort(key=lambda act: str(act.get("id")))
    elif keyword is not None:
        # Stable: among equals the order of popularity stays.
        found.sort(key=lambda act: 0 if fold(keyword) in map(fold, _names(act)) else 1)
    return _page(ask, "attractions", found, _ATTRACTION_PARAMS)


@guarded
def attraction(catalog: Catalog, ask: Ask) -> Answer:
    return _one(catalog.attractions, ask)


@guarded
def venues(catalog: Catalog, ask: Ask) -> Answer:
    params = ask.params
    sort = _sort(params, {"name", "relevance", "distance", "random", "id"}, "relevance,desc")
    keyword, ids = params.get("keyword"), _ids(params, "id")
    found = [
        place
        for place in catalog.venues.values()
        if (keyword is None or matches(keyword, str(place.get("name", ""))))
        and (ids is None or place.get("id") in ids)
        and _is_there([place], params)
    ]
    if sort[0] == "name":
        found.sort(key=lambda place: fold(str(place.get("name", ""))), reverse=sort[-1] == "desc")
    return _page(ask, "venues", found, _VENUE_PARAMS)


@guarded
def venue(catalog: Catalog, ask: Ask) -> Answer:
    return _one(catalog.venues, ask)


@guarded
def event(catalog: Catalog, ask: Ask) -> Answer:
    return _one(catalog.events, ask)


@guarded
def events(catalog: Catalog, ask: Ask) -> Answer:
    params = ask.params
    kinds = {"date", "name", "relevance", "distance", "id", "venueName", "onSaleStartDate", "random"}
    sort = _sort(params, kinds, "relevance,desc")
    after, before = _instant(params, "startDateTime"), _instant(params, "endDateTime")
    tba, tbd = params.get("includeTBA", "no"), params.get("includeTBD", "no")
    attraction_ids = _ids(params, "attractionId")
    if attraction_ids is None:
        candidates: Iterable[str] = catalog.events
    else:
        candidates = dict.fromkeys(each for one in attraction_ids for each in catalog.events_by_attraction.get(one, ()))
    ids, venue_ids, keyword = _ids(params, "id"), _ids(params, "venueId"), params.get("keyword")
    found = []
    for event_id in candidates:
        show = catalog.events[event_id]
        places = embedded(show, "venues")
        starts = catalog.starts[event_id]
        if (
            _is_dated_as_asked(show, tba, tbd)
            and (ids is None or event_id in ids)
            and (venue_ids is None or any(place.get("id") in venue_ids for place in places))
            # Events without a date are in every window when they are asked for at all.
            and (starts is None or ((after is None or starts >= after) and (before is None or starts <= before)))
            and (keyword is None or matches(keyword, *_event_names(show)))
            and _is_classified(show, params)
            and _is_there(places, params)
        ):
            found.append(show)
    found.sort(key=_order(catalog, sort), reverse=sort[-1] == "desc" and sort[0] != "relevance")
    return _page(ask, "events", found, _EVENT_PARAMS)


def _order(catalog: Catalog, sort: list[str]) -> Callable[[Json], Any]:
    def starts(show: Json) -> datetime:
        return catalog.starts[str(show["id"])] or _FAR

    def name(show: Json) -> str:
        return fold(str(show.get("name", "")))

    def rank(show: Json) -> int:
        acts = embedded(show, "attractions")
        return min((catalog.popularity.get(str(act.get("id")), 10**6) for act in acts), default=10**6)

    def place(show: Json) -> str:
        return fold(str(next(iter(embedded(show, "venues")), {}).get("name", "")))

    def identity(show: Json) -> str:
        return str(show["id"])

    keys: dict[str, Callable[[Json], Any]] = {
        "date": lambda show: (starts(show), name(show), identity(show)),
        "name": lambda show: (name(show), starts(show), identity(show)),
        "id": identity,
        "venueName": lambda show: (place(show), starts(show), identity(show)),
    }
    return keys.get(sort[0], lambda show: (rank(show), starts(show), identity(show)))


def _is_dated_as_asked(show: Json, tba: str, tbd: str) -> bool:
    """Left out unless asked for, whatever the documentation says; `only` for both finds nothing (measured)."""
    dates = show.get("dates")
    start = dates.get("start") if isinstance(dates, dict) else None
    flags = start if isinstance(start, dict) else {}
    for flag, wish in ((flags.get("dateTBA") is True, tba), (flags.get("dateTBD") is True, tbd)):
        if (flag and wish == "no") or (not flag and wish == "only"):
            return False
    return True


def _names(act: Json) -> list[str]:
    aliases = act.get("aliases")
    return [str(act.get("name", "")), *(map(str, aliases) if isinstance(aliases, list) else ())]


def _event_names(show: Json) -> list[str]:
    inside = [*embedded(show, "attractions"), *embedded(show, "venues")]
    return [str(show.get("name", "")), *(str(each.get("name", "")) for each in inside)]


def _is_classified(record: Json, params: Any) -> bool:
    listed = record.get("classifications")
    classes = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    labels = [part for each in classes for part in each.values() if isinstance(part, dict)]
    segment_id = params.get("segmentId")
    if segment_id and not any(part.get("id") in segment_id.split(",") for part in labels):
        return False
    wanted = params.get("classificationName")
    names = [str(part.get("name", "")) for part in labels]
    return not wanted or any(words(one) <= frozenset().union(*map(words, names)) for one in wanted.split(",") if names)


def _is_there(places: list[Json], params: Any) -> bool:
    asked = (("countryCode", "country", "countryCode"), ("stateCode", "state", "stateCode"), ("city", "city", "name"))
    for parameter, part, name in asked:
        wanted = params.get(parameter)
        if wanted:
            there = {fold(str((place.get(part) or {}).get(name, ""))) for place in places}
            if not there & {fold(each) for each in wanted.split(",")}:
                return False
    return True


def _ids(params: Any, name: str) -> set[str] | None:
    value = params.get(name)
    return None if not value else {each.strip() for each in value.split(",") if each.strip()}


def _instant(params: Any, name: str) -> datetime | None:
    value = params.get(name)
    if not value:
        return None
    try:
        if _STRICT_INSTANT.fullmatch(value):
            return datetime.fromisoformat(value)
    except ValueError:
        # Digits in the right places that are no date, such as a 13th month.
        pass
    detail = "Query param with date must be of valid format YYYY-MM-DDTHH:mm:ssZ {example: 2020-08-01T14:00:00Z }"
    raise Refused(dis("DIS1015", detail, link="self"))


def _sort(params: Any, kinds: set[str], default: str) -> list[str]:
    parts: list[str] = params.get("sort", default).split(",")
    if any(part not in {*kinds, "asc", "desc"} for part in parts) or parts[0] not in kinds:
        raise Refused(dis("DIS1014", f'Query param "sort" has an unknown value {params["sort"]}'))
    return parts


def _whole(params: Any, name: str, default: int) -> int:
    value = params.get(name)
    if value is None:
        return default
    if not re.fullmatch(r"\d{1,9}", value):
        raise Refused(dis("DIS1036", f'Query param "{name}" must be a whole number'))
    return int(value)


def _one(records: dict[str, Json], ask: Ask) -> Answer:
    record = records.get(ask.id)
    if record is None:
        return dis("DIS1004", f"Resource not found with provided criteria (locale=en-us, id={ask.id})", 404)
    return Answer(record)


def _page(ask: Ask, kind: str, found: list[Json], known: set[str]) -> Answer:
    size, number = _whole(ask.params, "size", DEFAULT_SIZE), _whole(ask.params, "page", 0)
    if size > MAX_SIZE or size == 0:
        raise Refused(dis("DIS1036", f'Query param "size" must be less than {MAX_SIZE}'))
    if number * size >= MAX_DEPTH:
        raise Refused(
            dis("DIS1035", "API Limits Exceeded: Max paging depth exceeded. (page * size) must be less than 1,000")
        )
    pages = -(-len(found) // size)
    links: Json = {"self": {"href": _href(ask, number, size)}}
    if pages:
        links["first"] = {"href": _href(ask, 0, size)}
        links["last"] = {"href": _href(ask, pages - 1, size)}
    if number + 1 < pages:
        links["next"] = {"href": _href(ask, number + 1, size)}
    if 0 < number <= pages:
        links["prev"] = {"href": _href(ask, number - 1, size)}
    body: Json = {"_links": links}
    if shown := found[number * size : (number + 1) * size]:
        body["_embedded"] = {kind: shown}
    body["page"] = {"size": size, "totalElements": len(found), "totalPages": pages, "number": number}
    unknown = sorted(set(ask.params) - known)
    return Answer(body, headers={"X-Unknown-Params": ",".join(unknown)} if unknown else {})


def _href(ask: Ask, number: int, size: int) -> str:
    """Relative and without the key, as the real ones are since 2017."""
    kept = [(name, value) for name, value in parse_qsl(ask.query) if name not in ("apikey", "page", "size")]
    return f"{ask.path}?{urlencode([*kept, ('page', number), ('size', size)])}"
