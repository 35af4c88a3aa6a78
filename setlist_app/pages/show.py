"""A show: the sheet, taped to the floor, and everything that helps to vote on it."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from setlist_app import routes
from setlist_app.catalog.views import ChanceRow, DrawView
from setlist_app.components import cards, faults
from setlist_app.components.here import pathname
from setlist_app.components.icons import icon
from setlist_app.components.links import link, outside
from setlist_app.components.local import Ballot, Countdown, SuggestBox, Tabs
from setlist_app.components.shell import page
from setlist_app.components.strip import strip
from setlist_app.state.artist import SyncLive
from setlist_app.state.show import BallotLive, ShowState


def show() -> rx.Component:
    return page(
        rx.cond(
            ShowState.path == pathname,
            rx.cond(
                ShowState.found,
                rx.el.article(
                    head(), tabs(), rx.el.div(sheet(), aside(), class_name="show-columns"), class_name="show"
                ),
                faults.not_found("show"),
            ),
            rx.el.div(
                rx.el.div(class_name="skeleton is-hero"), rx.el.div(class_name="skeleton is-sheet"), aria_busy="true"
            ),
        )
    )


def head() -> rx.Component:
    this = ShowState.show
    return rx.el.header(
        cards.picture(this.art, 120, lazy=False, class_name="art head-art"),
        rx.el.div(
            rx.el.h1(this.title, class_name="display is-show", dir="auto"),
            rx.el.p(
                rx.el.span(this.date, title=this.zone),
                rx.cond(this.time != "", rx.el.span(this.time)),
                rx.cond(this.venue != "", rx.el.span(this.venue, dir="auto")),
                rx.el.span(this.place),
                class_name="facts",
            ),
            rx.el.p(
                rx.el.span(this.chip, class_name="chip is-" + this.chip.replace(" ", "-")),
                rx.el.span(
                    this.closes_text,
                    " ",
                    rx.cond(
                        this.closes_at != "", Countdown.create(closes_at=this.closes_at, on_zero=ShowState.refresh)
                    ),
                    class_name="closes",
                ),
                class_name="closing",
            ),
            class_name="head-words",
        ),
        rx.cond(
            this.ticket_url != "",
            outside(
                icon("ticket"), "Tickets at Ticketmaster", href=this.ticket_url, class_name="button is-quiet ticket"
            ),
        ),
        class_name="show-head-band",
        style={"--hue": this.hue},
    )


def tabs() -> rx.Component:
    return rx.cond(
        ShowState.show.performances.length() > 1,
        Tabs.create(
            tabs=ShowState.show.performances,
            selected=ShowState.performance_id,
            label="Performances",
            panel_id="ballot",
            on_select=ShowState.choose,
        ),
    )


def sheet() -> rx.Component:
    is_tabbed = ShowState.show.performances.length() > 1
    return rx.el.section(
        rx.el.h2(link(ShowState.artist, href="/artists/" + ShowState.artist_slug), class_name="sheet-name", dir="auto"),
        rx.cond(ShowState.rows.length() > 0, ballot(), empty()),
        rx.cond(ShowState.show.is_open & (ShowState.rows.length() > 0), foot()),
        id="ballot",
        role=rx.cond(is_tabbed, "tabpanel", "region"),
        aria_label=rx.cond(is_tabbed, "Setlist of " + ShowState.artist, "Setlist"),
        class_name="sheet ballot-sheet",
    )


def ballot() -> rx.Component:
    return Ballot.create(
        key=ShowState.performance_id,
        rows=ShowState.rows,
        order=BallotLive.order,
        counts=BallotLive.counts,
        version=BallotLive.version,
        voters=BallotLive.voters,
        mine=ShowState.mine,
        answers=ShowState.answers,
        open=ShowState.show.is_open,
        broken=has_connection_errors,
        name=ShowState.artist,
        on_vote=ShowState.vote,
    )


def empty() -> rx.Component:
    return rx.el.div(
        rx.el.p("No setlist yet", class_name="sheet-empty"),
        rx.el.p(ShowState.empty_reason),
        rx.cond(
            SyncLive.strip.is_open,
            rx.fragment(rx.el.p("They are being fetched now, and this sheet fills by itself."), strip()),
        ),
        class_name="sheet-blank",
    )


def foot() -> rx.Component:
    return rx.el.div(
        rx.el.p(ShowState.budget, class_name="budget", custom_attrs={"data-testid": "budget"}),
        SuggestBox.create(
            answer=ShowState.suggestions,
            artist=ShowState.artist,
            on_query=ShowState.look,
            on_suggest=ShowState.suggest,
        ),
        rx.el.div(
            rx.cond(
                ShowState.suggest_card == "signin",
                rx.el.div(
                    rx.el.b(ShowState.suggest_note),
                    " Accounts are coming: signing in will give you more votes and bring the one you have along.",
                    class_name="row-card is-nudge",
                    custom_attrs={"data-testid": "signin-nudge"},
                ),
                rx.cond(ShowState.suggest_note != "", rx.el.p(ShowState.suggest_note, class_name="row-card")),
            ),
            role="status",
        ),
        class_name="sheet-tools",
    )


def aside() -> rx.Component:
    return rx.el.div(
        rx.cond(ShowState.draw, why()),
        rx.el.section(
            rx.el.h2("How voting works", class_name="aside-title"),
            rx.el.p(
                "Each vote counts at once and everybody here sees it. A guest has one action, on any show. ",
                link("The rules", href=routes.HOW_IT_WORKS),
                ".",
            ),
            class_name="aside-card",
        ),
        class_name="aside",
    )


def why() -> rx.Component:
    draw = ShowState.draw
    return rx.el.section(
        rx.el.h2("The draw", class_name="aside-title"),
        rx.el.p(draw.sentence),
        rx.el.details(
            rx.el.summary("Why these five?"),
            *reasons(draw),
            class_name="why",
        ),
        class_name="aside-card",
    )


def reasons(draw: rx.Var[DrawView]) -> list[rx.Component]:
    return [
        rx.el.table(
            rx.el.caption("Each song's chance to be drawn, of ", draw.pool_size, " in the pool"),
            rx.el.thead(rx.el.tr(rx.el.th("Song", scope="col"), rx.el.th("Chance", scope="col"))),
            rx.el.tbody(rx.foreach(draw.rows, chance)),
            class_name="chances",
        ),
        rx.el.p("Seed ", rx.el.code(draw.seed), ". The same seed and pool draw the same five again."),
    ]


def chance(row: rx.Var[ChanceRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.span(row.title, dir="auto"), rx.cond(row.is_drawn, rx.el.span("drawn", class_name="badge is-drawn"))
        ),
        rx.el.td(row.chance),
        class_name=rx.cond(row.is_drawn, "is-drawn", ""),
    )
