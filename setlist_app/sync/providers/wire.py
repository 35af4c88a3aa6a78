"""Parts that the providers' wire schemas share.

A field is either what a record stands on, strict, or decoration: what a record can live without. Malformed decoration
counts as absent, so that a change in a side field never empties the site.
"""

import re
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StrictStr, StringConstraints, ValidationError
from pydantic.functional_validators import BeforeValidator, WrapValidator

# PostgreSQL stores no NUL, no database a lone surrogate, and no page wants a control character.
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def storable(value: Any) -> Any:
    """Text without the characters that a database refuses; anything else as it is."""
    return UNSTORABLE.sub("", value) if isinstance(value, str) else value


Text = Annotated[StrictStr, BeforeValidator(storable)]
Short = Annotated[Text, StringConstraints(strip_whitespace=True, max_length=120)]
Url = Annotated[Text, StringConstraints(strip_whitespace=True, max_length=2000)]


class Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


def _none_if_malformed(value: Any, parse: Any) -> Any:
    try:
        return parse(value)
    except ValidationError:
        return None


Decoration = WrapValidator(_none_if_malformed)
"""Marks a field whose malformed value counts as absent."""


def only_dicts(value: Any) -> Any:
    """A list without its malformed items; no list counts as an empty one."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def none_is_empty(value: Any) -> Any:
    return [] if value is None else value
