"""Every setting, typed, from the environment (and `.env`). DESIGN §6 lists the names; `.env.example` documents them."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AnyHttpUrl, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


DATABASE_URL = r"^(sqlite:///|postgres(ql)?(\+psycopg)?://)"
"""The two databases that the product is tested on."""

DatabaseUrl = Annotated[str, Field(pattern=DATABASE_URL)]

Secret = Annotated[SecretStr | None, BeforeValidator(_blank_is_none)]
Url = Annotated[AnyHttpUrl | None, BeforeValidator(_blank_is_none)]


class Mode(StrEnum):
    DEMO = "demo"
    LIVE = "live"


class Settings(BaseSettings):
    """Fields are named by their environment variable in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    setlist_data_dir: Path = Path(".data")
    setlist_database_url: Annotated[DatabaseUrl | None, BeforeValidator(_blank_is_none)] = None
    setlist_redis_url: Annotated[str | None, BeforeValidator(_blank_is_none)] = None
    setlist_public_url: Url = None
    setlist_secret_key: Secret = None
    """Signs guest cookies. Unset outside production: a random one is kept in the data folder."""
    setlist_workers: int = Field(default=1, ge=1, le=64)
    setlist_trusted_proxy_hops: int = Field(default=0, ge=0, le=8)

    ticketmaster_api_key: Secret = None
    ticketmaster_base_url: Url = None
    spotify_client_id: Secret = None
    spotify_client_secret: Secret = None
    spotify_base_url: Url = None
    spotify_accounts_url: Url = None

    @property
    def mode(self) -> Mode:
        """Demo until somebody names a Ticketmaster key or address (DESIGN §3)."""
        live = self.ticketmaster_api_key or self.ticketmaster_base_url
        return Mode.LIVE if live else Mode.DEMO

    @property
    def database_url(self) -> str:
        """SQLAlchemy URL. Demo and live data never share a file."""
        if self.setlist_database_url:
            return self.setlist_database_url
        name = "demo.db" if self.mode is Mode.DEMO else "setlist.db"
        return f"sqlite:///{(self.setlist_data_dir / name).absolute()}"

    @property
    def is_production(self) -> bool:
        return self.setlist_public_url is not None and self.setlist_public_url.scheme == "https"

    @property
    def has_song_source(self) -> bool:
        """Whether songs can be asked for at all: the demo world, Spotify keys, or a stand-in's address."""
        keys = self.spotify_client_id and self.spotify_client_secret
        return self.mode is Mode.DEMO or bool(keys) or self.spotify_base_url is not None


def what_is_wrong(error: ValidationError) -> str:
    """One sentence for each wrong setting; never its value, which may be a secret."""
    faults = (f"{str(fault['loc'][0]).upper()}: {fault['msg']}." for fault in error.errors() if fault["loc"])
    return "A setting is wrong. " + " ".join(faults)


@lru_cache
def current() -> Settings:
    """The process's settings, read once. Tests build their own `Settings(...)` instead."""
    return Settings()
