"""Looking for an artist among ours. Providers' hits come from `sync.lookup`, beneath these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app import routes
from setlist_app.catalog import home, rows
from setlist_app.catalog.names import FORMS_APART, fold
from setlist_app.catalog.views import SearchOption
from setlist_app.models import Artist

QUERY_LIMIT = 100
"""Characters of a query that are looked at."""


def ours(session: Session, query: str, now: datetime, limit: int = 8) -> list[SearchOption]:
    """Artists whose name holds the query: names that start with it first, then words that do, then the rest."""
    key = fold(query[:QUERY_LIMIT].replace("\0", ""))  # SQLite would end the pattern there and find everybody
    if not key:
        return []
    escaped = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    name = col(Artist.sort_name)
    rank = sa.case(
        (sa.or_(name == key, name.like(f"{escaped}{FORMS_APART}%", escape="\\")), 0),
        (name.like(f"{escaped}%", escape="\\"), 1),
        (name.like(f"% {escaped}%", escape="\\"), 2),
        else_=3,
    )
    statement = (
        select(Artist)
        .where(name.like(f"%{escaped}%", escape="\\"))
        .order_by(rank, sa.func.length(name), name)
        .limit(limit)
    )
    return options(session, list(session.exec(statement)), query, now)


def popular(session: Session, now: datetime, limit: int = 6) -> list[SearchOption]:
    """For the empty box."""
    return options(session, home.busiest(session, now, limit), "", now)


def options(session: Session, artists: Sequence[Artist], query: str, now: datetime) -> list[SearchOption]:
    texts = rows.summaries(session, artists, now)
    found = []
    for artist in artists:
        before, match, after = split_match(artist.name, query)
        found.append(
            SearchOption(
                id=f"a-{artist.key}",
                name=artist.name,
                before=before,
                match=match,
                after=after,
                detail=rows.disambiguation_of(artist),
                art=rows.art_of(artist),
                summary=texts[artist.id or 0],
                source="ours",
                provider_id="",
                href=routes.artist(artist.slug),
            )
        )
    return found


def split_match(name: str, query: str) -> tuple[str, str, str]:
    """Cut a name around the part that fits the query, ignoring case and marks: ('Bj', 'ör', 'k') for 'or'."""
    wanted = fold(query).replace(" ", "")
    if wanted:
        folded = [fold(character) for character in name]
        for start in range(len(name)):
            text = ""
            for end in range(start, len(name)):
                text += folded[end].replace(" ", "")
                if text == wanted:
                    return name[:start], name[start : end + 1], name[end + 1 :]
                if not wanted.startswith(text):
                    break
    return name, "", ""
