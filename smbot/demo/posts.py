"""The synthetic posts of the demonstration, as the local X server takes them."""

import json
from collections.abc import Mapping
from importlib.resources import files

from smbot.core.messages import LANGUAGES

Posts = list[Mapping[str, object]]
_TAKEN = ("author", "name", "text", "minutes_ago", "reply_to")


def load_posts() -> tuple[Posts, Posts]:
    """Return the posts that are there when the demonstration begins, and those that arrive while it runs."""
    source = files("smbot.demo").joinpath("posts.jsonl").read_text("utf-8")
    records = [json.loads(line) for line in source.splitlines()]
    waiting = [_taken(record) for record in records if not record.get("live")]
    live = [_taken(record) for record in records if record.get("live")]
    return waiting, live


def _taken(record: Mapping[str, object]) -> Mapping[str, object]:
    taken = {key: record[key] for key in _TAKEN if key in record}
    if record["language"] in LANGUAGES:
        taken["language"] = record["language"]
    return taken
