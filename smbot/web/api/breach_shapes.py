"""A report of a breach as the API takes and tells it: its fields are those of the form, one by one."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, ConfigDict, Field, create_model

from smbot.core.messages import msg
from smbot.review.breaches import FIELDS, LONGEST_LINE, LONGEST_TEXT, MOST_PEOPLE, Breach, FieldKind, Values
from smbot.review.breaches import Field as FormField
from smbot.web.api.shape import NOT_BLANK, Day, Moment, Seen, Shape, whole_number

EXAMPLES = {
    "title": "A post with a phone number stayed visible",
    "what": "A person published their own number; it was hidden after two hours.",
    "discovered": "2026-03-04",
}


def _typed(field: FormField) -> tuple[Any, Any]:
    """Return the type of a field of the form, and how it is described."""
    told: dict[str, Any] = {"alias": field.name, "description": field.title.template}
    if field.name in EXAMPLES:
        told["examples"] = [EXAMPLES[field.name]]
    match field.kind:
        case FieldKind.DATE:
            return (Day, Field(**told)) if field.needed else (Day | None, Field(None, **told))
        case FieldKind.NUMBER:
            kept = Annotated[int, Field(ge=0, le=MOST_PEOPLE), BeforeValidator(whole_number)]
            return kept | None, Field(None, **told)
        case FieldKind.CHOICE:
            return _one_of(field), Field("", **told)
        case FieldKind.MANY:
            return _list_of(_one_of(field)), Field([], max_length=len(field.choices), **told)
    longest = LONGEST_TEXT if field.kind == FieldKind.TEXT else LONGEST_LINE
    if field.needed:
        return str, Field(min_length=1, max_length=longest, pattern=NOT_BLANK, **told)
    return str, Field("", max_length=longest, **told)


def _one_of(field: FormField) -> Any:  # noqa: ANN401 - a type that is made from the form
    return cast(Any, Literal)[tuple(field.choices)]


def _list_of(kind: Any) -> Any:  # noqa: ANN401 - likewise
    return cast(Any, list)[kind]


class _ByName(Shape):
    """What a breach report says, by the names of the form."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, title="BreachFields")


_TYPED: dict[str, Any] = {name.replace("-", "_"): _typed(field) for name, field in FIELDS.items()}
BreachFields: Any = create_model(
    "BreachFields",
    __base__=_ByName,
    __doc__="What a report of a breach says; texts are masked before they are kept.",
    **_TYPED,
)
SAYS = msg("What it says.")
Says = Annotated[BreachFields, Field(description=SAYS.template)]


class NewBreach(Shape):
    """A report that shall be begun."""

    subject: str = Field(
        default="",
        max_length=64,
        description=msg("The id of the mention or case that it began with; nothing where it was neither.").template,
    )
    fields: Says


class NewBreachVersion(Seen):
    """A new version of a report: the earlier ones stay."""

    fields: Says


class BreachVersion(Shape):
    """One version of a report."""

    number: int = Field(description=msg("Its number.").template)
    version: int = Field(description=msg("The number of the version; the newest counts.").template)
    at: Moment = Field(description=msg("When it was written.").template)
    by: str = Field(description=msg("Who wrote it.").template)
    subject: str = Field(description=msg("The id of the mention or case that it began with.").template)
    open: bool = Field(description=msg("Whether something may still be to do.").template)
    fields: dict[str, str | list[str]] = Field(
        description=msg("What it says, masked, by the names of the form.").template
    )


class BreachList(Shape):
    """The newest version of every report, or every version of one; the newest first."""

    items: list[BreachVersion] = Field(description=msg("The versions.").template)


def told_breach(breach: Breach) -> BreachVersion:
    """Tell a version."""
    return BreachVersion(
        number=breach.number,
        version=breach.version,
        at=breach.at,
        by=breach.by,
        subject=breach.subject,
        open=breach.is_open,
        fields=dict(breach.fields),
    )


def as_typed(fields: Shape) -> Values:
    """Return the fields as the form would send them."""
    sent: Mapping[str, object] = fields.model_dump(mode="json", by_alias=True)
    return {name: _as_text(value) for name, value in sent.items()}


def _as_text(value: object) -> str | list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    return "" if value is None else str(value)
