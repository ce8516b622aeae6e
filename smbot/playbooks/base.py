"""What every part of a playbook file shares: refuse what nobody knows, and never print what was given."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from smbot.playbooks.fields import wrong_places

Need = Literal["none", "one", "two"]
"""How many persons must approve before a reply leaves."""


class FromFile(BaseModel):
    """Refuses fields nobody knows, and never prints what it was given."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)


def _known_places(text: str) -> str:
    if wrong := wrong_places(text):
        raise PydanticCustomError("unknown_place", "unknown place {place}", {"place": wrong[0]})
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_known_places)]
"""Words with fields in braces: those of `fields.FIELDS` and no others."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
