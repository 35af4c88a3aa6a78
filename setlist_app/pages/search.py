"""The result page: works from its address alone."""

import reflex as rx

from setlist_app.components import cards
from setlist_app.components.shell import page
from setlist_app.state.search import SearchBox, SearchPage


def search() -> rx.Component:
    return page(
        rx.el.h1(SearchPage.heading, class_name="title is-page"),
        rx.el.ul(
            rx.foreach(SearchPage.answer.options, lambda option: cards.result_row(option, SearchBox.pick)),
            class_name="show-list",
        ),
        rx.el.div(
            rx.cond(
                SearchPage.answer.done,
                rx.fragment(
                    rx.cond(SearchPage.answer.note != "", rx.el.p(SearchPage.answer.note, class_name="empty")),
                    rx.cond(
                        (SearchPage.answer.options.length() == 0) & (SearchPage.answer.note == ""),
                        rx.el.p(
                            "Nobody called “",
                            SearchPage.query,
                            "”. Check the spelling and search again.",
                            class_name="empty",
                        ),
                    ),
                ),
                rx.el.p("Asking Ticketmaster.", class_name="empty"),
            ),
            role="status",
        ),
        class_name="narrow search-page",
    )
