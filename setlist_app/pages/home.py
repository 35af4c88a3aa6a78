"""Home: what this is, the search, what is on soon."""

import reflex as rx

from setlist_app import routes
from setlist_app.components import cards
from setlist_app.components.links import link
from setlist_app.components.shell import page, search_box
from setlist_app.state.home import HomeState


def home() -> rx.Component:
    return page(hero(), soon(), artists(), has_search=False, class_name="home")


def hero() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h1("What will they play tonight?", class_name="display"),
            rx.el.p(
                "Pick a show. We draw five songs, fans vote the list into shape, and everybody sees it move.",
                class_name="lead",
            ),
            search_box(large=True),
            class_name="hero-words",
        ),
        rx.el.div(sheet_of_steps(), class_name="hero-sheet"),
        class_name="hero",
    )


def sheet_of_steps() -> rx.Component:
    """The way through the product, lettered like the sheet it is about."""
    steps = ("Search an artist", "Watch their shows come in", "See the first five songs", "Vote. It counts at once")
    return rx.el.div(
        rx.el.p("How it works", class_name="sheet-name"),
        rx.el.ol(*(rx.el.li(step) for step in steps), class_name="sheet-steps"),
        rx.el.p(link("The rules, in plain words", href=routes.HOW_IT_WORKS), class_name="sheet-foot"),
        class_name="sheet is-tilted",
    )


def soon() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Shows soon", class_name="title"),
            rx.el.p(HomeState.filling, class_name="filling", custom_attrs={"aria-live": "polite"}),
            class_name="section-head",
        ),
        rx.el.div(
            rx.cond(
                HomeState.soon.length() > 0,
                rx.el.ul(
                    rx.foreach(HomeState.soon, lambda show: cards.show_row(show, names_artist=True)),
                    class_name="show-list is-two",
                ),
                rx.cond(
                    HomeState.loaded & (HomeState.filling == ""),
                    rx.el.p("No shows in the next two weeks. Search an artist to bring theirs in.", class_name="empty"),
                    cards.skeleton_rows(8),
                ),
            ),
            class_name="home-soon",
        ),
        class_name="section",
    )


def artists() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Artists", class_name="title"),
            rx.el.p(HomeState.counts, class_name="section-count"),
            class_name="section-head",
        ),
        rx.el.ul(rx.foreach(HomeState.artists, cards.artist_card), class_name="artist-grid"),
        class_name="section home-artists",
    )
