"""X's two sets of field names: 2.159, which this server and tweepy 4.17 speak, and those since 2.167.

The renaming ("tweet" became "post") is kept apart from everything else, so that a server can speak
the newer names to a newer client, such as X's own Python SDK.
"""

from collections.abc import Mapping

from smbot.testing.http.replies import Json, JsonObject
from smbot.testing.x.problems import PROBLEMS

NEW_PROBLEMS = "https://api.x.com/2/problems/"
NEW_NAME = {
    "edit_history_tweet_ids": "edit_history_post_ids",
    "note_tweet": "note_post",
    "referenced_tweets": "referenced_posts",
    "retweet_count": "repost_count",
    "total_tweet_count": "total_post_count",
    "tweet_count": "post_count",
    "tweet.fields": "post.fields",
    "tweets": "posts",
}
OLD_NAME = {new: old for old, new in NEW_NAME.items()} | {"referenced_posts": "referenced_tweets.id"}
WRITTEN_AS_TEXT = frozenset({"project_cap", "project_id", "project_usage", "usage"})
"""Numbers that the newer description has as strings."""


def in_new_names(document: JsonObject) -> JsonObject:
    """Return a whole document in the names since 2.167."""
    return {NEW_NAME.get(key, key): with_new_names(value, key) for key, value in document.items()}


def with_new_names(answer: Json, name: str = "") -> Json:
    """Return an answer, or a part of one called `name`, in the names since 2.167."""
    if isinstance(answer, Mapping):
        return {NEW_NAME.get(key, key): with_new_names(value, key) for key, value in answer.items()}
    if isinstance(answer, list):
        return [with_new_names(item) for item in answer]
    if isinstance(answer, str):
        return answer.replace(PROBLEMS, NEW_PROBLEMS)
    return str(answer) if name in WRITTEN_AS_TEXT else answer


def with_old_names(query: Mapping[str, str]) -> dict[str, str]:
    """Return the query of a newer client in the names of 2.159."""
    renamed = {OLD_NAME.get(key, key): value for key, value in query.items()}
    for key, value in renamed.items():
        if key.endswith(".fields") or key == "expansions":
            renamed[key] = ",".join(OLD_NAME.get(name, name) for name in value.split(","))
    return renamed
