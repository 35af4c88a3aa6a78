"""Settings: what the environment may say, and what is said back when it is wrong."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from setlist_app.settings import Mode, Settings, what_is_wrong


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type, call-arg]


def test_without_a_ticketmaster_key_or_address_it_is_the_demo() -> None:
    assert settings().mode is Mode.DEMO
    assert settings(spotify_client_id="id").mode is Mode.DEMO
    assert settings(ticketmaster_api_key="key").mode is Mode.LIVE
    assert settings(ticketmaster_base_url="http://127.0.0.1:3999").mode is Mode.LIVE


def test_an_empty_value_is_no_value() -> None:
    assert settings(ticketmaster_api_key="  ").mode is Mode.DEMO


def test_demo_and_live_data_have_files_of_their_own() -> None:
    assert settings().database_url.endswith("/demo.db")
    assert settings(ticketmaster_api_key="key").database_url.endswith("/setlist.db")


def test_production_is_a_public_address_with_https() -> None:
    assert settings(setlist_public_url="https://setlist.example").is_production
    assert not settings(setlist_public_url="http://setlist.example").is_production


@pytest.mark.parametrize("url", ["nonsense", "mysql://root:secret@localhost/x"])
def test_a_database_we_do_not_speak_is_named_without_its_password(url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        settings(setlist_database_url=url)
    sentence = what_is_wrong(caught.value)
    assert sentence.startswith("A setting is wrong. SETLIST_DATABASE_URL: ")
    assert "secret" not in sentence
    assert "\n" not in sentence
