"""The frame of every page: banner, header, main, footer."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from setlist_app import routes
from setlist_app.components.icons import icon
from setlist_app.components.links import link, outside
from setlist_app.components.local import SearchBox
from setlist_app.state.search import SearchBox as SearchState
from setlist_app.state.shell import ShellState


def page(*children: rx.Component, has_search: bool = True, class_name: str = "") -> rx.Component:
    return rx.fragment(
        demo_banner(),
        header(has_search=has_search),
        rx.el.main(*children, id="content", tab_index=-1, class_name=f"content {class_name}"),
        footer(),
        messages(),
    )


def demo_banner() -> rx.Component:
    return rx.cond(
        ShellState.demo,
        rx.el.aside(
            rx.el.b("Demo data."),
            " Artists, shows and songs are invented.",
            aria_label="About the data",
            class_name="demo-banner",
            custom_attrs={"data-testid": "demo-banner"},
        ),
    )


def header(*, has_search: bool) -> rx.Component:
    return rx.el.header(
        rx.el.a("Skip to content", href="#content", class_name="skip"),
        rx.el.div(
            link(wordmark(), href=routes.HOME, class_name="wordmark", aria_label="Setlist, home"),
            rx.el.div(search_box() if has_search else None, class_name="header-search"),
            rx.el.nav(
                link("How it works", href=routes.HOW_IT_WORKS, class_name="header-link"),
                rx.el.button(
                    icon("mode"),
                    type="button",
                    class_name="icon-button",
                    aria_label="Switch between dark and light",
                    on_click=rx.toggle_color_mode,
                ),
                aria_label="Site",
                class_name="header-nav",
            ),
            class_name="header-inner",
        ),
        class_name="header",
    )


def wordmark() -> rx.Component:
    return rx.el.span("Setlist", class_name="wordmark-text")


def search_box(*, large: bool = False, value: rx.Var[str] | str = "") -> rx.Component:
    return SearchBox.create(
        answer=SearchState.answer, large=large, value=value, on_query=SearchState.ask, on_pick=SearchState.pick
    )


def footer() -> rx.Component:
    return rx.el.footer(
        rx.el.div(
            rx.el.p(
                "Shows from ",
                outside("Ticketmaster", href="https://www.ticketmaster.com/"),
                ". Songs from ",
                outside("Spotify", href="https://open.spotify.com/"),
                ". Artist identities from ",
                outside("MusicBrainz", href="https://musicbrainz.org/"),
                ".",
            ),
            rx.cond(ShellState.demo, rx.el.p("In the demo a stand-in on this machine answers in their place.")),
            rx.el.p("Setlist is not affiliated with the artists, venues or providers it names."),
            class_name="footer-words",
        ),
        rx.el.nav(
            link("How it works", href=routes.HOW_IT_WORKS),
            link("Privacy", href=routes.PRIVACY),
            aria_label="About",
            class_name="footer-nav",
        ),
        class_name="footer",
    )


def messages() -> rx.Component:
    """At the foot of the window, over the page: nothing moves when one appears."""
    return rx.el.div(
        rx.cond(
            has_connection_errors,
            rx.el.p("Reconnecting. What you see may be old.", class_name="notice"),
        ),
        rx.cond(
            ShellState.notice != "",
            rx.el.div(
                rx.el.span(ShellState.notice),
                rx.el.button("Dismiss", type="button", class_name="quiet", on_click=ShellState.dismiss),
                class_name="notice",
            ),
        ),
        role="status",
        class_name="messages",
    )


def fallback() -> rx.Component:
    """Shown by the shell of pages with an address of their own until the program has started. No state, no search."""
    return rx.el.div(
        rx.el.div(class_name="demo-banner is-blank"),
        rx.el.div(rx.el.div(wordmark(), class_name="header-inner"), class_name="header"),
        rx.el.main(
            rx.el.div(class_name="skeleton is-hero"), rx.el.div(class_name="skeleton is-sheet"), class_name="content"
        ),
    )


def head_components() -> list[rx.Component]:
    """In the head of every page."""
    return [
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="stylesheet", href=routes.MODE_STYLE),
        rx.el.meta(name="theme-color", content="#0d0c11", custom_attrs={"media": "(prefers-color-scheme: dark)"}),
        rx.el.meta(name="theme-color", content="#f3f1ec", custom_attrs={"media": "(prefers-color-scheme: light)"}),
        rx.el.meta(name="color-scheme", content="light dark"),
    ]
