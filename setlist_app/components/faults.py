"""What a person sees when something is not there or broke: the product's own words and look."""

import reflex as rx

from setlist_app import routes
from setlist_app.components.links import link


def not_found(what: str = "page") -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.p("404", class_name="fault-number"),
            rx.el.h1(f"No {what} at this address"),
            rx.el.p("The address may be mistyped, or what was here has gone."),
            rx.el.p(link("Search an artist", href=routes.HOME, class_name="button")),
            class_name="sheet fault",
        ),
        class_name="fault-place",
    )


def broken() -> rx.Component:
    """In place of a page whose program failed."""
    return rx.el.main(
        rx.el.div(
            rx.el.p("Sorry", class_name="fault-number"),
            rx.el.h1("This page stopped working"),
            rx.el.p("The fault was reported. Your votes are safe: they are on the server."),
            rx.el.p(rx.el.a("Load the home page again", href=routes.HOME, class_name="button")),
            class_name="sheet fault",
        ),
        class_name="content fault-place",
    )
