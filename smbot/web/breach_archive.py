"""A report of a breach with all its versions, as it is handed out: for programs, as pages to read, with a manifest."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from html import escape
from typing import Final

from smbot.core.manifests import with_manifest
from smbot.core.messages import LANGUAGES, Message, msg, say
from smbot.core.moments import exact
from smbot.review.breaches import FIELDS, PARTS, Breach, Field, FieldKind
from smbot.web.evidence_page import STYLE
from smbot.web.mask_words import named

FORMAT: Final = "smbot breach report 2"


def breach_files(versions: Sequence[Breach], made: tuple[datetime, str, str], zone: tzinfo) -> dict[str, bytes]:
    """Return the files by name, the manifest last. `versions`: the newest first; `made`: when, by whom, with what."""
    at, by, smbot = made
    told = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "made_by": by,
        "smbot": smbot,
        "number": versions[0].number,
        "subject": versions[0].subject,
        "titles": {
            language: {name: say(each.title, language) for name, each in FIELDS.items()} for language in LANGUAGES
        },
        "versions": [
            {"version": one.version, "at": one.at.isoformat(), "by": one.by, "fields": dict(one.fields)}
            for one in versions
        ],
    }
    pages = {f"report.{language}.html": _page(versions, language, made, zone).encode() for language in LANGUAGES}
    whole = {"report.json": (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode(), **pages}
    return with_manifest(whole, FORMAT)


def packed(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return files as an archive, in which they lie in `folder`."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in files.items():
            whole.writestr(f"{folder}/{name}", content)
    return archive.getvalue()


def field_told(field: Field, value: str | list[str], tell: Callable[[Message], str], language: str) -> str:
    """Return what a field says to readers of a language: choices and masks in words, "–" where it says nothing."""
    if field.kind in {FieldKind.MANY, FieldKind.CHOICE}:
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(tell(field.choices[one]) for one in chosen if one in field.choices) or "–"
    return named(str(value), language) or "–"


def _page(versions: Sequence[Breach], language: str, made: tuple[datetime, str, str], zone: tzinfo) -> str:
    def tell(message: Message) -> str:
        return say(message, language)

    newest = versions[0]
    at, by, smbot = made
    colon = tell(msg(":"))
    title = f"{tell(msg('Breach {number}', number=newest.number))}{colon} {named(newest.line('title'), language)}"
    head = tell(msg("Made on {at} by {name}, with smbot {version}.", at=exact(at, zone), name=by, version=smbot))
    body = "".join(_version(one, tell, language, zone) for one in versions)
    return (
        f'<!doctype html>\n<html lang="{language}-CA"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>\n"
        f"<header><h1>{escape(title)}</h1><p>{escape(head)}</p></header><main>{body}</main></body></html>\n"
    )


def _version(one: Breach, tell: Callable[[Message], str], language: str, zone: tzinfo) -> str:
    heading = msg("Version {version}, {at}, {name}", version=one.version, at=exact(one.at, zone), name=one.by)
    parts = "".join(
        f"<h3>{escape(tell(part.title))}</h3><dl>"
        + "".join(
            f"<dt>{escape(tell(field.title))}</dt>"
            f"<dd>{escape(field_told(field, one.fields.get(field.name, ''), tell, language))}</dd>"
            for field in part.fields
        )
        + "</dl>\n"
        for part in PARTS
    )
    return f"<section><h2>{escape(tell(heading))}</h2>\n{parts}</section>\n"
