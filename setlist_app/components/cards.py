"""Rows and cards that several pages list."""

import reflex as rx

from setlist_app.catalog.views import ArtistCard, SearchOption, ShowRow
from setlist_app.components.links import link


def picture(address: rx.Var[str], size: int, *, lazy: bool = True, class_name: str = "art") -> rx.Component:
    """A square picture; the name stands beside it, so it is empty for screen readers."""
    return rx.el.img(
        src=address, alt="", width=str(size), height=str(size), class_name=class_name,
        custom_attrs={"loading": "lazy", "decoding": "async"} if lazy else {"fetchpriority": "high"},
    )  # fmt: skip


def date_block(show: rx.Var[ShowRow]) -> rx.Component:
    return rx.el.span(
        rx.cond(
            show.month != "",
            rx.fragment(
                rx.el.span(show.month, class_name="date-month"),
                rx.el.span(show.day, class_name="date-day"),
                rx.el.span(show.weekday, class_name="date-weekday"),
            ),
            rx.el.span("TBA", class_name="date-day is-tba"),
        ),
        class_name="date",
        title=show.zone,
    )


def show_row(show: rx.Var[ShowRow], *, names_artist: bool = False, href: rx.Var[str] | None = None) -> rx.Component:
    """On an artist's own page the place leads, elsewhere the artist does."""
    head = rx.cond(show.artist != "", show.artist, show.title) if names_artist else show.place
    under = [rx.el.span(show.venue, dir="auto"), rx.el.span(show.place if names_artist else show.time)]
    return rx.el.li(
        link(
            date_block(show),
            picture(show.art, 56) if names_artist else None,
            rx.el.span(
                rx.el.span(head, class_name="show-head", dir="auto"),
                rx.el.span(*under, class_name="show-under"),
                class_name="show-words",
            ),
            rx.el.span(
                rx.cond(
                    show.status != "",
                    rx.el.span(show.status, class_name="status is-" + show.status),
                    standing(show),
                ),
                class_name="show-standing",
            ),
            href=show.href if href is None else href,
            class_name="show-link",
        ),
        key=show.key,
        class_name=rx.cond(show.is_next, "show-row is-next", "show-row") + " is-" + show.status,
        custom_attrs={"data-testid": "show-row"},
    )


def standing(show: rx.Var[ShowRow]) -> rx.Component:
    return rx.cond(
        show.voters > 0,
        rx.fragment(
            rx.el.span(
                rx.cond(show.voters == 1, "1 fan", show.voters.to_string() + " fans"), class_name="standing-fans"
            ),
            rx.cond(show.leader != "", rx.el.span(show.leader, class_name="standing-leader", dir="auto")),
        ),
        rx.cond(show.is_past, rx.fragment(), rx.el.span("Be the first to vote", class_name="standing-none")),
    )


def artist_card(artist: rx.Var[ArtistCard]) -> rx.Component:
    return rx.el.li(
        link(
            picture(artist.art, 240),
            rx.el.span(artist.name, class_name="artist-name", dir="auto"),
            rx.el.span(artist.disambiguation, class_name="artist-detail"),
            rx.el.span(artist.summary, class_name="artist-summary"),
            href=artist.href,
            class_name="artist-card",
        ),
        key=artist.slug,
    )


def result_row(option: rx.Var[SearchOption], on_pick: rx.event.EventCallback[str]) -> rx.Component:
    inside = [
        picture(option.art, 72),
        rx.el.span(
            rx.el.span(option.name, class_name="show-head", dir="auto"),
            rx.el.span(
                rx.cond(option.detail != "", rx.el.span(option.detail)),
                rx.el.span(option.summary),
                class_name="show-under",
            ),
            class_name="show-words",
        ),
    ]
    return rx.el.li(
        rx.cond(
            option.href != "",
            link(*inside, href=option.href, class_name="show-link"),
            rx.el.button(*inside, type="button", class_name="show-link", on_click=on_pick(option.provider_id)),
        ),
        key=option.id,
        class_name="show-row result-row",
    )


def skeleton_rows(count: int) -> rx.Component:
    return rx.el.div(
        *(rx.el.div(class_name="skeleton is-row") for _ in range(count)), class_name="skeletons", aria_hidden="true"
    )
