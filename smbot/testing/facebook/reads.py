"""What the local Graph server answers to reads."""

from collections.abc import Sequence

from smbot.testing.facebook.errors import GraphError, does_not_exist, invalid, page_token_needed
from smbot.testing.facebook.fields import one_of
from smbot.testing.facebook.nodes import (
    COMMENT,
    CONVERSATION,
    MESSAGE,
    PAGE,
    POST,
    RECOMMENDATION,
    USER,
    NodeType,
    check,
    comments_edge,
    messages_edge,
    render,
)
from smbot.testing.facebook.nouns import Person, Post, PostKind, TokenKind
from smbot.testing.facebook.paging import MOST, Edge, page
from smbot.testing.facebook.request import Request
from smbot.testing.http.replies import JsonObject

IDS_AT_ONCE = 50
FEED = (PostKind.PAGE, PostKind.VISITOR, PostKind.TAGGED)


def me(request: Request) -> JsonObject:
    """Answer `GET /me`: the Page for its token, else the user."""
    return node(
        request, request.world.page.id if request.token.kind is TokenKind.PAGE else request.world.tokens.user_id
    )


def one(request: Request) -> JsonObject:
    """Answer `GET /{object}`."""
    return node(request, request.node_id())


def several(request: Request) -> JsonObject:
    """Answer `GET /?ids=`: each by its id, or code 803 where one is not there."""
    ids = [one_id for one_id in request.given.get("ids", "").split(",") if one_id]
    if not ids or len(ids) > IDS_AT_ONCE:
        raise invalid(f"Param ids must have 1 to {IDS_AT_ONCE} ids")
    try:
        return {one_id: node(request, one_id) for one_id in ids}
    except GraphError as error:
        if error.code != does_not_exist("get").code:
            raise
        raise GraphError(803, "(#803) Some of the aliases you requested do not exist", status=404) from None


def node(request: Request, node_id: str) -> JsonObject:
    """Return whatever has an id.

    Raises:
        GraphError: 100, subcode 33, where nothing has.
    """
    world, fields = request.world, request.fields
    if node_id in (world.page.id, world.page.handle):
        return render(PAGE, request, world.page, fields)
    if node_id == world.tokens.user_id and request.token.kind is TokenKind.USER:
        return render(USER, request, Person(id=node_id, handle="admin", name="Camille Tremblay-Exemple"), fields)
    message = world.message_of(node_id)
    if message is not None:
        return render(MESSAGE, request, message, fields)
    person = world.person(node_id.removeprefix("t_"))
    if person is not None and world.messages_with(person.id):
        return render(CONVERSATION if node_id.startswith("t_") else USER, request, person, fields)
    entry = request.entry(node_id)
    return render(POST, request, entry, fields) if isinstance(entry, Post) else render(COMMENT, request, entry, fields)


def feed(request: Request) -> JsonObject:
    """Answer `GET /{page}/feed`: our own posts, visitors', and those that tag us."""
    return _posts(request, "feed", FEED, most=MOST)


def tagged(request: Request) -> JsonObject:
    """Answer `GET /{page}/tagged`."""
    return _posts(request, "tagged", (PostKind.TAGGED,))


def visitor_posts(request: Request) -> JsonObject:
    """Answer `GET /{page}/visitor_posts`."""
    return _posts(request, "visitor_posts", (PostKind.VISITOR,))


def ratings(request: Request) -> JsonObject:
    """Answer `GET /{page}/ratings`: recommendations and older ratings; they have no id but their story's."""
    return _posts(request, "ratings", (PostKind.REVIEW,), kind=RECOMMENDATION)


def comments(request: Request) -> JsonObject:
    """Answer `GET /{object}/comments`."""
    return comments_edge(request, request.entry(request.node_id()), request.fields, request.given)


def conversations(request: Request) -> JsonObject:
    """Answer `GET /{page}/conversations`, the latest first; `user_id` gives that person's only."""
    world, page_id = request.world, request.our_page()
    one_of("platform", request.given.get("platform", "messenger"), ("messenger",))
    check(CONVERSATION, request.fields)
    wanted = request.text("user_id")
    people = [person for person in world.written_with() if wanted in (None, person.id)]
    return page(
        request,
        Edge(
            path=f"/{page_id}/conversations",
            items=people,
            key=lambda person: world.message_key(world.messages_with(person.id)[-1]),
            time=lambda person: world.messages_with(person.id)[-1].created_at,
            render=lambda person: render(CONVERSATION, request, person, request.fields),
        ),
        request.given,
    )


def messages(request: Request) -> JsonObject:
    """Answer `GET /{conversation}/messages`."""
    node_id = request.path["conversation"]
    person = request.world.person(node_id.removeprefix("t_")) if node_id.startswith("t_") else None
    if person is None or not request.world.messages_with(person.id):
        raise does_not_exist(request.method)
    return messages_edge(request, person, request.fields, request.given)


def _posts(
    request: Request, edge: str, kinds: Sequence[PostKind], *, kind: NodeType[Post] = POST, most: int | None = None
) -> JsonObject:
    world, page_id = request.world, request.our_page()
    if request.token.kind is TokenKind.USER:
        raise page_token_needed()
    check(kind, request.fields)
    return page(
        request,
        Edge(
            path=f"/{page_id}/{edge}",
            items=world.posts(kinds),
            key=world.age_key,
            time=lambda post: post.created_at,
            render=lambda post: render(kind, request, post, request.fields),
            most=most,
        ),
        request.given,
    )
