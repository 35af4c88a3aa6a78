"""Plain pages: how it works, privacy, and the one for addresses with nothing behind them."""

import reflex as rx

from setlist_app.catalog.show_page import CLOSING_SOON
from setlist_app.components import faults
from setlist_app.components.links import outside
from setlist_app.components.shell import page
from setlist_app.setlists.draw import POOL_SIZE, SONGS_DRAWN
from setlist_app.voting.rules import BALLOT_SIZE, GUEST_ACTIONS

NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 10: "ten"}


def words(number: int) -> str:
    return NUMBERS.get(number, str(number))


def section(heading: str, *paragraphs: str | rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.h2(heading),
        *(rx.el.p(paragraph) if isinstance(paragraph, str) else paragraph for paragraph in paragraphs),
    )


def how_it_works() -> rx.Component:
    action = "action" if GUEST_ACTIONS == 1 else "actions"
    songs, minutes = words(SONGS_DRAWN), int(CLOSING_SOON.total_seconds() // 60)
    return page(
        rx.el.h1("How it works", class_name="display"),
        section(
            "An artist is looked up when somebody asks",
            "Type a name. If we know the artist you see their page at once. If not, Ticketmaster is asked for their "
            "shows and Spotify for their songs while you watch: found, shows, songs, setlists. Closing the page stops "
            "nothing.",
            "What a source does not say stays empty here. No number on this site is made up.",
        ),
        section(
            f"{songs.capitalize()} songs are drawn",
            f"Each performance starts with {songs} different songs, drawn at random from the artist's top {POOL_SIZE}. "
            "A song with more weight is likelier to be drawn. “Why these five?” on the page of a show gives the rule, "
            "the chances and the seed, so that anybody can draw the same list again.",
            "A list that somebody acted on is never drawn again.",
        ),
        section(
            "Fans vote it into shape",
            "A vote counts at once, and every open page shows it. You can take a vote back and use it for another "
            "song. Equal songs stand in the order in which they reached their number. Shares are drawn as bars from "
            "five fans on: below that they say more about chance than about the song.",
            f"A guest has {words(GUEST_ACTIONS)} {action} in all, a vote or a suggestion. A signed-in fan will have "
            f"{words(BALLOT_SIZE)} votes on each performance. Accounts are coming; the vote you cast as a guest comes "
            "along.",
        ),
        section(
            "Voting closes when the show starts",
            "The page of a show says when, on the clock of its venue, and counts down. In the last "
            f"{minutes} minutes it says that it is closing soon. "
            "A show that is postponed without a date stays open, a cancelled one is closed.",
        ),
        class_name="prose",
    )


def privacy() -> rx.Component:
    return page(
        rx.el.h1("Privacy", class_name="display"),
        section(
            "What is kept about you",
            "One cookie with a random number, signed by this site and readable by it alone. It is what your vote hangs "
            "on. No name, no address, no e-mail. The votes themselves are kept with that number and the time.",
        ),
        section(
            "What stays in your browser",
            "Whether you chose dark or light, and the last three artists you picked in the search. Neither is sent "
            "anywhere.",
        ),
        section(
            "Who else learns of your visit",
            "Nobody by voting. There is no advertising, no analytics, no third-party script. Names typed into the "
            "search are sent to Ticketmaster by this site, without anything about you. Pictures of artists may come "
            "from the servers of Ticketmaster and Spotify, which see a request from your browser.",
            rx.el.p(
                "Following a ticket link takes you to Ticketmaster under ",
                outside("their notice", href="https://privacy.ticketmaster.com/privacy-policy"),
                "; songs come from Spotify under ",
                outside("theirs", href="https://www.spotify.com/legal/privacy-policy/"),
                ".",
            ),
        ),
        section("How to be forgotten", "Delete the cookies of this site. The number is then tied to nobody."),
        class_name="prose",
    )


def not_found() -> rx.Component:
    return page(faults.not_found())
