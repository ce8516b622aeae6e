"""What the local X answers to reads."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from smbot.testing.http.replies import Json, JsonObject
from smbot.testing.x import billing
from smbot.testing.x.answers import listing, moment, page, problem_for, user_json, wanted
from smbot.testing.x.nouns import Post, User, time_of_id
from smbot.testing.x.params import Request, checked_id
from smbot.testing.x.problems import invalid_parameter, not_found
from smbot.testing.x.search import parse
from smbot.testing.x.text import mentions as mentioned
from smbot.testing.x.world import XWorld

MENTIONS_KEPT = 800
TIMELINE_KEPT = 3_200
SEARCH_WINDOW = timedelta(days=7)
END_TIME_MARGIN = timedelta(seconds=10)
PROJECT_CAP = 3_000_000
BUCKETS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
FIELDS = ("tweet.fields", "user.fields", "media.fields", "poll.fields", "place.fields", "expansions")
RANGE = ("since_id", "until_id", "start_time", "end_time")
Answer = tuple[int, JsonObject]


def me(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/users/me`."""
    return _user(world, request, world.us, "id", world.us.id)


def user_by_name(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/users/by/username/{username}`."""
    name = request.path["username"]
    if not re.fullmatch(r"[A-Za-z0-9_]{1,15}", name):
        why = f"The `username` query parameter value [{name}] does not match ^[A-Za-z0-9_]{{1,15}}$"
        raise invalid_parameter("username", name, why)
    return _user(world, request, world.user_named(name), "username", name)


def user_by_id(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/users/{id}`."""
    user_id = str(checked_id("id", request.path["id"]))
    return _user(world, request, world.user(user_id), "id", user_id)


def mentions(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/users/{id}/mentions`."""
    request.only("max_results", "pagination_token", *RANGE, *FIELDS)
    user = _known_user(world, request)
    if isinstance(user, dict):
        return 200, user

    def names_user(post: Post) -> bool:
        parent = world.post_of(post.reply_to or "")
        answers = parent is not None and parent.author_id == user.id and post.author_id != user.id
        return not post.reposts and (answers or user.handle.lower() in mentioned(post.text))

    found = world.timeline(names_user)[:MENTIONS_KEPT]
    price = billing.OWNED_READ if user.id == world.us.id else billing.POST_READ
    return 200, _page(world, request, found, "mentions", low=5, default=10, price=price)


def tweets_of(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/users/{id}/tweets`."""
    request.only("max_results", "pagination_token", "exclude", *RANGE, *FIELDS)
    user = _known_user(world, request)
    if isinstance(user, dict):
        return 200, user
    without = request.names("exclude")

    def shown(post: Post) -> bool:
        excluded = ("replies" in without and post.reply_to) or ("retweets" in without and post.reposts)
        return post.author_id == user.id and not excluded

    found = world.timeline(shown)[:TIMELINE_KEPT]
    price = billing.OWNED_READ if user.id == world.us.id else billing.POST_READ
    return 200, _page(world, request, found, "tweets", low=5, default=10, price=price)


def search_recent(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/tweets/search/recent`."""
    request.only("query", "max_results", "next_token", "pagination_token", "sort_order", *RANGE, *FIELDS)
    found = _found(world, request)
    return 200, _page(world, request, found, "search", low=10, default=10, price=billing.POST_READ)


def counts_recent(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/tweets/counts/recent`: buckets from the oldest to the newest."""
    request.only("query", "granularity", "next_token", "pagination_token", "search_count.fields", *RANGE)
    request.names("search_count.fields")
    granularity = request.query.get("granularity", "hour")
    if granularity not in BUCKETS:
        why = f"The `granularity` query parameter value [{granularity}] is not one of [minute,hour,day]"
        raise invalid_parameter("granularity", granularity, why)
    found = _in_range(request, _found(world, request))
    end = request.moment("end_time") or world.clock.now() + timedelta(milliseconds=1)
    start = request.moment("start_time") or end - SEARCH_WINDOW
    buckets: list[Json] = []
    while start < end:
        stop = min(_round_up(start, BUCKETS[granularity]), end)
        count = sum(1 for post in found if start <= post.created_at < stop)
        buckets.append({"start": moment(start), "end": moment(stop), "tweet_count": count})
        start = stop
    return 200, {"data": buckets, "meta": {"total_tweet_count": len(found)}}


def lookup(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/tweets?ids=`: what is missing comes in `errors`, with status 200."""
    request.only("ids", *FIELDS)
    ids = request.query.get("ids", "").split(",")
    if not 1 <= len(ids) <= 100 or not ids[0]:
        why = "The number of values in the `ids` query parameter list is not between 1 and 100"
        raise invalid_parameter("ids", request.query.get("ids", ""), why)
    for post_id in ids:
        checked_id("ids", post_id)
    return 200, _look_up(world, request, ids, "ids")


def lookup_one(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/tweets/{id}`."""
    request.only(*FIELDS)
    post_id = str(checked_id("id", request.path["id"]))
    answer = _look_up(world, request, [post_id], "id")
    data = answer.get("data")
    return 200, answer | ({"data": data[0]} if isinstance(data, list) else {})


def usage(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/usage/tweets`: posts read by this project, by UTC day."""
    request.only("days", "usage.fields")
    days = request.number("days", 1, 90, 7)
    fields = request.names("usage.fields") or {"project_cap", "project_id", "project_usage", "cap_reset_day"}
    today = world.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    window = [today - timedelta(days=back) for back in range(days)]
    read = {day: world.ledger.posts_read[day.date()] for day in window}
    by_day: list[Json] = [{"date": moment(day), "usage": count} for day, count in read.items() if count]
    everything: JsonObject = {
        "project_id": "1",
        "project_cap": PROJECT_CAP,
        "project_usage": sum(world.ledger.posts_read.values()),
        "cap_reset_day": 1,
    }
    if by_day:
        everything["daily_project_usage"] = {"project_id": 1, "usage": by_day}
    return 200, {"data": {name: value for name, value in everything.items() if name in fields}}


def webhooks(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/webhooks`."""
    request.only("webhook_config.fields")
    request.names("webhook_config.fields")
    shown: list[Json] = [
        {"id": one.id, "url": one.url, "valid": one.valid, "created_at": moment(world.us.created_at)}
        for one in world.webhooks.registered
    ]
    return 200, {**({"data": shown} if shown else {}), "meta": {"result_count": len(shown)}}


def _user(world: XWorld, request: Request, user: User | None, parameter: str, value: str) -> Answer:
    request.only("user.fields", "tweet.fields", "expansions")
    want = wanted(request, users_only=True)
    if user is None:
        return 200, {"errors": [not_found("user", parameter, value)]}
    if user.suspended:
        return 200, {"errors": [{**not_found("user", parameter, value), "title": "Forbidden"}]}
    price = billing.OWNED_READ if user.id == world.us.id else billing.USER_READ
    world.ledger.read("user", user.id, price, world.clock.now().date())
    return 200, {"data": user_json(world, user, want.user_fields)}


def _known_user(world: XWorld, request: Request) -> User | JsonObject:
    user_id = str(checked_id("id", request.path["id"]))
    user = world.user(user_id)
    return user if user is not None else {"errors": [not_found("user", "id", user_id)], "meta": {"result_count": 0}}


def _found(world: XWorld, request: Request) -> list[Post]:
    """The posts of the last seven days that the query matches, newest first."""
    query = request.query.get("query", "")
    match = parse(query)
    for one, other in (
        ("start_time", "since_id"),
        ("end_time", "until_id"),
        ("next_token", "pagination_token"),
    ):
        if one in request.query and other in request.query:
            why = f"At most one of `{one}`, `{other}` may be provided"
            raise invalid_parameter(other, request.query[other], why)
    oldest = world.clock.now() - SEARCH_WINDOW
    start = request.moment("start_time")
    if start is not None and start < oldest - timedelta(minutes=1):
        why = f"'start_time' must be on or after {moment(oldest)}"
        raise invalid_parameter("start_time", request.query["start_time"], why)
    since = request.post_id("since_id")
    if since is not None and time_of_id(str(since)) < oldest:
        why = f"'since_id' must be a tweet id created after {moment(oldest)}"
        raise invalid_parameter("since_id", request.query["since_id"], why)
    end = request.moment("end_time")
    if end is not None and end > world.clock.now() - END_TIME_MARGIN:
        why = "'end_time' must be a minimum of 10 seconds prior to the request time"
        raise invalid_parameter("end_time", request.query["end_time"], why)
    return world.timeline(lambda post: post.created_at >= oldest and match(world.searchable(post)))


def _in_range(request: Request, posts: list[Post]) -> list[Post]:
    since, until = request.post_id("since_id"), request.post_id("until_id")
    start, end = request.moment("start_time"), request.moment("end_time")
    return [
        post
        for post in posts
        if (since is None or int(post.id) > since)
        and (until is None or int(post.id) < until)
        and (start is None or post.created_at >= start)
        and (end is None or post.created_at < end)
    ]


def _page(
    world: XWorld, request: Request, posts: list[Post], kind: str, *, low: int, default: int, price: int
) -> JsonObject:
    most = request.number("max_results", low, 100, default)
    within = _in_range(request, posts)
    answer, given = page(world, within, request, wanted(request), kind=kind, most=most)
    _bill(world, given, price)
    return answer


def _look_up(world: XWorld, request: Request, ids: list[str], parameter: str) -> JsonObject:
    want = wanted(request)
    problems = {post_id: problem_for(world, post_id, parameter) for post_id in dict.fromkeys(ids)}
    posts = [post for post_id, problem in problems.items() if problem is None and (post := world.post_of(post_id))]
    _bill(world, posts, billing.POST_READ)
    answer = listing(world, posts, want)
    missing: list[Json] = [problem for problem in problems.values() if problem is not None]
    further = answer.get("errors")
    if missing:
        answer["errors"] = [*missing, *(further if isinstance(further, list) else [])]
    return answer


def _bill(world: XWorld, posts: Sequence[Post], price: int) -> None:
    today = world.clock.now().date()
    for post in posts:
        world.ledger.read("post", post.id, price, today)


def _round_up(at: datetime, step: timedelta) -> datetime:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + ((at - midnight) // step + 1) * step
