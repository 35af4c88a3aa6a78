"""What browsers may ask for, as checked commands. Event arguments arrive unvalidated: annotations are not checks."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints, ValidationError

QUERY_LENGTH = 100
LARGEST_NUMBER = 2**53 - 1
"""The largest whole number a browser counts exactly."""

LARGEST_ID = 2**31 - 1

Query = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=QUERY_LENGTH)]
Key = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=16)]
RequestId = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Look(Command):
    """A query of a search box, with the number that its answer carries back."""

    query: Query
    number: Annotated[StrictInt, Field(ge=0, le=LARGEST_NUMBER)]


class Pick(Command):
    provider_id: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=100)]


class Choose(Command):
    performance_id: Annotated[StrictInt, Field(ge=1, le=LARGEST_ID)]


class Cast(Command):
    song_key: Key
    want: StrictBool
    request_id: RequestId


class Fault(Command):
    mark: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{8}$")]


C = TypeVar("C", bound=Command)


def parse(command: type[C], **words: Any) -> C | None:
    """The command, or None when the words do not fit: such a frame was not made by our page and changes nothing."""
    try:
        return command.model_validate(words)
    except ValidationError:
        return None
