"""Tables (DESIGN §3). Importing this package defines all of them on `SQLModel.metadata`."""

from setlist_app.models.catalog import Artist, ExternalId, Kind, Performance, Provider, Show, ShowStatus, Song, Venue
from setlist_app.models.people import Ballot, EventKind, Vote, VoteEvent, Voter, VoterKind
from setlist_app.models.setlists import Origin, Rule, Setlist, SetlistSong
from setlist_app.models.syncing import (
    ACTIVE,
    ProviderBudget,
    ProviderState,
    Quarantine,
    RunState,
    Site,
    StepName,
    SyncRun,
    SyncStep,
    Trigger,
)

__all__ = [
    "ACTIVE",
    "Artist",
    "Ballot",
    "EventKind",
    "ExternalId",
    "Kind",
    "Origin",
    "Performance",
    "Provider",
    "ProviderBudget",
    "ProviderState",
    "Quarantine",
    "Rule",
    "RunState",
    "Setlist",
    "SetlistSong",
    "Show",
    "ShowStatus",
    "Site",
    "Song",
    "StepName",
    "SyncRun",
    "SyncStep",
    "Trigger",
    "Venue",
    "Vote",
    "VoteEvent",
    "Voter",
    "VoterKind",
]
