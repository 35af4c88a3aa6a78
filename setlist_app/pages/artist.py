"""An artist: are they coming near me, when, and what are their songs?"""

import reflex as rx

from setlist_app.catalog.views import ShowGroup, ShowRow
from setlist_app.components import cards, faults
from setlist_app.components.here import pathname
from setlist_app.components.links import outside
from setlist_app.components.local import SongList
from setlist_app.components.shell import page
from setlist_app.components.strip import strip
from setlist_app.state.artist import ArtistState, SyncLive


def artist() -> rx.Component:
    return page(
        rx.cond(
            ArtistState.path == pathname,
            rx.cond(
                ArtistState.found,
                rx.el.article(
                    hero(),
                    strip(ArtistState.brought_by_me),
                    rx.el.div(shows(), songs(), class_name="columns"),
                    class_name="artist",
                ),
                faults.not_found("artist"),
            ),
            skeleton(),
        )
    )


def skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(class_name="skeleton is-hero"),
        rx.el.div(class_name="skeleton is-strip"),
        cards.skeleton_rows(6),
        aria_busy="true",
    )


def hero() -> rx.Component:
    return rx.el.header(
        cards.picture(ArtistState.art, 200, lazy=False, class_name="art hero-art"),
        rx.el.div(
            rx.el.h1(ArtistState.name, class_name="display", dir="auto"),
            rx.el.p(ArtistState.disambiguation, class_name="lead"),
            rx.el.dl(
                number(ArtistState.upcoming, "show ahead", "shows ahead"),
                number(ArtistState.songs_count, "song", "songs"),
                number(ArtistState.voters, "fan voting", "fans voting"),
                class_name="numbers",
            ),
            sources(),
            class_name="hero-words",
        ),
        class_name="hero artist-hero",
        style={"--hue": ArtistState.hue},
    )


def number(value: rx.Var[int | None], one: str, many: str) -> rx.Component:
    """Absent when not known: unknown and none are different."""
    return rx.cond(
        value.is_none(),
        rx.fragment(),
        rx.el.div(rx.el.dt(rx.cond(value == 1, one, many)), rx.el.dd(value), class_name="number"),
    )


def sources() -> rx.Component:
    def to(url: rx.Var[str], name: str) -> rx.Component:
        return rx.cond(url != "", outside(f"On {name}", href=url, class_name="source"), rx.fragment())

    return rx.el.p(
        to(ArtistState.ticketmaster_url, "Ticketmaster"),
        to(ArtistState.spotify_url, "Spotify"),
        to(ArtistState.musicbrainz_url, "MusicBrainz"),
        class_name="sources",
    )


def shows() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Shows", class_name="title"),
        rx.foreach(ArtistState.groups, month),
        rx.cond(ArtistState.groups.length() == 0, waiting_for_shows()),
        rx.cond(
            ArtistState.past.length() > 0,
            rx.el.details(
                rx.el.summary("Past (", ArtistState.past.length(), ")"),
                rx.el.ul(rx.foreach(ArtistState.past, show_row), class_name="show-list"),
                class_name="past",
            ),
        ),
        class_name="section shows",
    )


def show_row(show: rx.Var[ShowRow]) -> rx.Component:
    """Where this artist plays with others, the link leads to their own setlist."""
    leads = (show.artist == "") | (show.artist == ArtistState.name)
    return cards.show_row(show, href=rx.cond(leads, show.href, show.href + "?artist=" + ArtistState.slug))


def waiting_for_shows() -> rx.Component:
    return rx.cond(
        SyncLive.strip.is_open,
        cards.skeleton_rows(4),
        rx.el.p(
            rx.cond(
                ArtistState.upcoming.is_none(), "Not looked up yet.", "No dates announced for " + ArtistState.name + "."
            ),
            class_name="empty",
        ),
    )


def month(group: rx.Var[ShowGroup]) -> rx.Component:
    return rx.el.section(
        rx.el.h3(group.name, class_name="month"),
        rx.el.ul(rx.foreach(group.rows, show_row), class_name="show-list"),
        key=group.name,
    )


def songs() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Songs", class_name="title"),
        rx.cond(
            ArtistState.songs.length() > 0,
            rx.fragment(
                SongList.create(songs=ArtistState.songs),
                rx.cond(
                    ArtistState.spotify_url != "",
                    rx.el.p("Songs from ", outside("Spotify", href=ArtistState.spotify_url), ".", class_name="credit"),
                ),
            ),
            rx.cond(
                SyncLive.strip.is_open,
                cards.skeleton_rows(6),
                rx.el.p("No songs are known for ", ArtistState.name, " yet.", class_name="empty"),
            ),
        ),
        class_name="section songs-section",
    )
