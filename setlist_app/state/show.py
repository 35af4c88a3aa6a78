"""A show's page: the bill, one performance's ballot, votes and suggestions."""

from dataclasses import dataclass, field

import reflex as rx

from setlist_app import routes
from setlist_app.catalog import artist_page, show_page
from setlist_app.catalog.views import Ballot, BallotRow, DrawView, ShowPage, SuggestOption
from setlist_app.models import VoterKind
from setlist_app.site import services
from setlist_app.state import guard
from setlist_app.state.address import SLUG_LENGTH, slug_of
from setlist_app.state.artist import NO_STRIP, SyncLive
from setlist_app.state.commands import Cast, Choose, Look, parse
from setlist_app.state.watching import ask_for
from setlist_app.voting.ballots import BallotView
from setlist_app.voting.ledger import VoteOutcome
from setlist_app.voting.rules import Refusal, cap_of


class BallotLive(rx.State):
    """Only `ShowState` on opening a ballot and the room `ballot:<performance id>` write these (DESIGN 5.1).

    The server's copy is stale as soon as a room has spoken: handlers never read it.
    """

    counts: dict[str, int] = {}
    order: list[str] = []
    version: int = 0
    rows_version: int = 0
    voters: int = 0


@dataclass(frozen=True)
class Answer:
    """What became of one wish, shown beside its pill."""

    request_id: str
    accepted: bool
    reason: str
    card: str
    """'counted' after a guest's first action, 'signin' when the second is refused, else empty."""
    version: int
    """Of the counts that hold it."""


@dataclass(frozen=True)
class SuggestAnswer:
    number: int = 0
    options: list[SuggestOption] = field(default_factory=list)
    note: str = ""
    done: bool = True


NO_SHOW = ShowPage(
    key="", id=0, slug="", title="", art="", hue=0, venue="", place="", date="", time="", zone="", status="", chip="",
    is_open=False, closes_at="", closes_text="", ticket_url="", performances=[],
)  # fmt: skip


class ShowState(rx.State):
    path: str = ""
    """The address that the rest belongs to."""
    found: bool = False
    show: ShowPage = NO_SHOW
    performance_id: int = 0
    artist: str = ""
    artist_slug: str = ""
    rows: list[BallotRow] = []
    mine: list[str] = []
    budget: str = ""
    is_guest: bool = True
    empty_reason: str = ""
    draw: DrawView | None = None
    answers: dict[str, Answer] = {}
    suggestions: SuggestAnswer = SuggestAnswer()
    suggest_note: str = ""
    suggest_card: str = ""
    _slug: str = ""
    _asked_artist: str = ""

    @rx.var
    def page_title(self) -> str:
        return f"{self.show.title} - Setlist" if self.found else "Show - Setlist"

    @rx.event
    @guard.public
    async def load(self):
        slug, artist = slug_of(self.router.url), self.router.url.query_parameters.get("artist", "")[:SLUG_LENGTH]
        chosen = self.performance_id if (slug, artist) == (self._slug, self._asked_artist) else 0
        self._slug, self._asked_artist = slug, artist
        await self._read_show()
        if self.found:
            await self._open(_first_tab(self.show, chosen, artist))
        self.path = self.router.url.path

    @rx.event
    @guard.public
    async def choose(self, performance_id: int):
        chosen = parse(Choose, performance_id=performance_id)
        if chosen and any(tab.id == chosen.performance_id for tab in self.show.performances):
            await self._open(chosen.performance_id)

    @rx.event(supersedes=True)
    @guard.public
    async def refresh(self):
        """Fired by the rooms when a song joined the list or songs came in, and by the countdown at its end."""
        if self.path == self.router.url.path:
            await self._read_show()
            await self._read_ballot()

    @rx.event
    @guard.public
    async def vote(self, song_key: str, want: bool, request_id: str):
        cast = parse(Cast, song_key=song_key, want=want, request_id=request_id)
        if cast is None or not self.performance_id:
            return
        site = services()
        outcome = await site.desk.vote(
            await site.visitor(self.router.headers.cookie),
            performance_id=self.performance_id, song_key=cast.song_key, want=cast.want, request_id=cast.request_id,
        )  # fmt: skip
        self._answer(cast, outcome)

    @rx.event
    @guard.public
    async def suggest(self, song_key: str, request_id: str):
        cast = parse(Cast, song_key=song_key, want=True, request_id=request_id)
        if cast is None or not self.performance_id:
            return
        site = services()
        outcome = await site.desk.suggest(
            await site.visitor(self.router.headers.cookie),
            performance_id=self.performance_id, song_key=cast.song_key, request_id=cast.request_id,
        )  # fmt: skip
        self._answer(cast, outcome)
        self.suggest_note = "On the list, with your vote." if outcome.accepted else outcome.reason
        self.suggest_card = self.answers[cast.song_key].card
        if outcome.accepted:
            await self._read_ballot()

    @rx.event(supersedes=True)
    @guard.public
    async def look(self, query: str, number: int):
        if (asked := parse(Look, query=query, number=number)) is None:
            return
        site, performance_id = services(), self.performance_id
        found = await site.db.read(lambda session: show_page.suggestions(session, performance_id, asked.query))
        self.suggestions = SuggestAnswer(asked.number, found)

    async def _read_show(self) -> None:
        site, slug = services(), self._slug
        page = await site.db.read(lambda session: show_page.read(session, slug, site.clock()))
        self.found = page is not None
        self.show = page or NO_SHOW

    async def _open(self, performance_id: int) -> None:
        """Watch the room first, then read: a vote in between is in one of the two."""
        self.performance_id = performance_id
        self.answers, self.suggest_note, self.suggest_card, self.suggestions = {}, "", "", SuggestAnswer()
        topics = {f"ballot:{performance_id}"} if performance_id else set()
        await services().rooms.watch(self.router.session.session_id, topics)
        await self._read_ballot()
        await self._wait_for_songs()

    async def _wait_for_songs(self) -> None:
        """An empty sheet asks for the artist's songs and follows the run, so that it fills by itself."""
        live = await self.get_state(SyncLive)
        live.strip = NO_STRIP
        if self.rows or not self.performance_id:
            return
        site, slug = services(), self.artist_slug
        artist = await site.db.read(lambda session: artist_page.find(session, slug))
        if artist is None or artist.id is None:
            return
        topics = {f"ballot:{self.performance_id}", f"artist:{artist.id}"}
        await site.rooms.watch(self.router.session.session_id, topics)
        visitor = await site.visitor(self.router.headers.cookie)
        live.strip = (await ask_for(artist.id, visitor.voter_id)).strip

    async def _read_ballot(self) -> None:
        site, performance_id = services(), self.performance_id
        visitor = await site.visitor(self.router.headers.cookie)
        ballot = await site.db.read(
            lambda session: show_page.ballot(session, performance_id, visitor.voter_id, site.clock())
        )
        if ballot is None:
            self.rows, self.empty_reason = [], "Nobody is on the bill of this show yet."
            return
        self._show_ballot(ballot)
        live = await self.get_state(BallotLive)
        live.counts, live.order, live.voters = ballot.counts, ballot.order, ballot.voters
        live.version, live.rows_version = ballot.version, ballot.rows_version

    def _show_ballot(self, ballot: Ballot) -> None:
        self.artist, self.artist_slug, self.rows = ballot.artist, ballot.artist_slug, ballot.rows
        self.mine, self.budget, self.is_guest = ballot.mine, ballot.budget, ballot.is_guest
        self.empty_reason, self.draw = ballot.empty_reason, ballot.draw

    def _answer(self, cast: Cast, outcome: VoteOutcome) -> None:
        card = "signin" if outcome.refusal is Refusal.GUEST_SPENT else ""
        if outcome.accepted and cast.want and self.is_guest:
            card = "counted"
        version = outcome.tally.version if outcome.tally else 0
        answer = Answer(cast.request_id, outcome.accepted, outcome.reason, card, version)
        # Only the newest card stands open; refusals stay beside their pill until the next tap there.
        kept = {key: old for key, old in self.answers.items() if not card or not old.card}
        self.answers = {**kept, cast.song_key: answer}
        if outcome.tally is not None:
            self.mine = list(outcome.mine)
            self.budget = _budget(outcome, is_guest=self.is_guest)


def _first_tab(show: ShowPage, chosen: int, artist_slug: str) -> int:
    """The tab that is open stays over a reconnect; else the one that the address asks for; else the head-liner's."""
    ids = [tab.id for tab in show.performances]
    if chosen in ids:
        return chosen
    asked = routes.artist(artist_slug)
    return next((tab.id for tab in show.performances if tab.href == asked), next(iter(ids), 0))


def _budget(outcome: VoteOutcome, *, is_guest: bool) -> str:
    kind = VoterKind.GUEST if is_guest else VoterKind.USER
    cap = cap_of(kind)
    return BallotView(kind=kind, mine=outcome.mine, suggested=(), used=cap - outcome.remaining, cap=cap).sentence
