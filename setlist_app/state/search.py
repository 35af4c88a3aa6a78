"""The search box and the result page: ours at once, the provider's underneath."""

from dataclasses import dataclass, field, replace

import reflex as rx

from setlist_app import routes
from setlist_app.catalog import search
from setlist_app.catalog.views import SearchOption
from setlist_app.site import services
from setlist_app.state import guard
from setlist_app.state.commands import QUERY_LENGTH, Look, Pick, parse
from setlist_app.state.hits import options
from setlist_app.sync.providers.http import ProviderError


@dataclass(frozen=True)
class SearchAnswer:
    query: str = ""
    number: int = 0
    """Of the query that this answers; the box drops any but its newest."""
    options: list[SearchOption] = field(default_factory=list)
    note: str = ""
    done: bool = False
    """False while the provider has not answered yet."""


async def ours(query: str, number: int) -> SearchAnswer:
    site = services()
    now = site.clock()
    if not query:
        popular = await site.db.read(lambda session: search.popular(session, now))
        return SearchAnswer(query, number, popular, done=True)
    found = await site.db.read(lambda session: search.ours(session, query, now))
    return SearchAnswer(query, number, found)


async def with_theirs(answer: SearchAnswer) -> SearchAnswer:
    """The provider's hits after ours; what is shown already keeps its place."""
    hits = await services().lookup.search(answer.query)
    return replace(
        answer, options=[*answer.options, *options(hits.artists, answer.query)], note=hits.trouble, done=True
    )


class SearchBox(rx.State):
    answer: SearchAnswer = SearchAnswer()

    @rx.event(background=True, supersedes=True)
    @guard.public
    async def ask(self, query: str, number: int):
        if (look := parse(Look, query=query, number=number)) is None:
            return
        answer = await ours(look.query, look.number)
        async with self:
            self.answer = answer
        if answer.done:
            return
        answer = await with_theirs(answer)
        async with self:
            self.answer = answer

    @rx.event
    @guard.public
    async def pick(self, provider_id: str):
        if (chosen := parse(Pick, provider_id=provider_id)) is None:
            return None
        try:
            return rx.redirect(routes.artist(await services().lookup.pick(chosen.provider_id)))
        except ProviderError as error:
            self.answer = replace(self.answer, note=error.sentence)
            return None


class SearchPage(rx.State):
    path: str = ""
    query: str = ""
    answer: SearchAnswer = SearchAnswer()

    @rx.var
    def heading(self) -> str:
        return f"Artists called “{self.query}”" if self.query else "Search an artist"

    @rx.event
    @guard.public
    async def load(self):
        self.query = self.router.url.query_parameters.get("q", "").strip()[:QUERY_LENGTH]
        self.answer = await ours(self.query, 0)
        self.path = self.router.url.path
        return SearchPage.load_theirs

    @rx.event(background=True, supersedes=True)
    @guard.public
    async def load_theirs(self):
        async with self:
            answer = self.answer
        if answer.done:
            return
        answer = await with_theirs(answer)
        async with self:
            if self.query == answer.query:
                self.answer = answer
