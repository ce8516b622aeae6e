"""The errors the Graph API answers with, each an exception that the server renders.

Codes and subcodes: Meta's pages "Handling errors", "Rate limits" and "Common error codes" of the Messenger
Platform, and reports of what came over the wire; the sentences are this server's own. The HTTP status of one
code is not the same everywhere in Meta's service, nor is it documented: whoever reads errors goes by the code.
"""

from smbot.testing.http.replies import JsonObject

EXPIRED, INVALIDATED, LOGGED_OUT = 463, 460, 467
TOKEN_DEATHS = {
    458: "The user has not authorized the application.",
    459: "The user has been checkpointed and must log in at facebook.com.",
    INVALIDATED: "The session has been invalidated because the user changed the password.",
    EXPIRED: "Session has expired.",
    LOGGED_OUT: "The access token is invalid because the user logged out.",
}
"""Why a token is no longer good, by the subcode of error 190."""


class GraphError(Exception):
    """A request that Graph answers with an error."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        status: int = 400,
        subcode: int | None = None,
        kind: str = "OAuthException",
        transient: bool = False,
    ) -> None:
        super().__init__(f"{code} {subcode or ''}")
        self.code = code
        self.status = status
        self._error: JsonObject = {"message": message, "type": kind, "code": code}
        if subcode is not None:
            self._error["error_subcode"] = subcode
        if transient:
            self._error["is_transient"] = True

    def document(self, trace: str) -> JsonObject:
        """Return the JSON document, with the id under which Meta finds the call again."""
        return {"error": self._error | {"fbtrace_id": trace}}


def unknown() -> GraphError:
    """Return code 1: unknown, perhaps passing."""
    return GraphError(1, "An unknown error occurred", status=500)


def service() -> GraphError:
    """Return code 2: the service is down for a moment."""
    return GraphError(2, "An unexpected error has occurred. Please retry later.", status=500, transient=True)


def app_throttled() -> GraphError:
    """Return code 4: the app's calls."""
    return GraphError(4, "(#4) Application request limit reached", status=403, transient=True)


def user_throttled() -> GraphError:
    """Return code 17: the calls of one user's token."""
    return GraphError(17, "(#17) User request limit reached", transient=True)


def page_throttled() -> GraphError:
    """Return code 32: the Page's calls, under platform rate limits."""
    return GraphError(32, "(#32) Page request limit reached", status=403, transient=True)


def business_throttled() -> GraphError:
    """Return code 80001: the Page's calls with a page token, under business use case limits.

    Meta's page "Rate limits": calls with page tokens fall under these since v4.0, those with user tokens under 32.
    """
    return GraphError(80001, "(#80001) There have been too many calls to this Page account.", transient=True)


def limit_reached() -> GraphError:
    """Return code 341: the application's limit for one kind of action."""
    return GraphError(341, "(#341) Feed action request limit reached")


def calls_exceeded() -> GraphError:
    """Return code 613: calls to one endpoint."""
    return GraphError(613, "(#613) Calls to this api have exceeded the rate limit.")


def invalid(why: str, *, subcode: int | None = None) -> GraphError:
    """Return code 100: a parameter is wrong."""
    return GraphError(100, f"(#100) {why}", subcode=subcode)


def no_such_field(name: str, node: str) -> GraphError:
    """Return code 100 for a field that a node does not have."""
    return invalid(f"Tried accessing nonexisting field ({name}) on node type ({node})")


def does_not_exist(method: str) -> GraphError:
    """Return code 100, subcode 33: not there, or not for this token. Deleted objects answer so too."""
    return GraphError(
        100,
        f"Unsupported {method.lower()} request. The object does not exist, cannot be loaded due to missing "
        "permissions, or does not support this operation.",
        subcode=33,
        kind="GraphMethodException",
    )


def unknown_path() -> GraphError:
    """Return code 2500: a path or version Graph does not know."""
    return GraphError(2500, "Unknown path components")


def session() -> GraphError:
    """Return code 102: log in again."""
    return GraphError(102, "(#102) Session key invalid or no longer valid")


def bad_token(subcode: int | None = None) -> GraphError:
    """Return code 190: the token is malformed, or died of `subcode`."""
    if subcode is None:
        return GraphError(190, "Invalid OAuth access token - Cannot parse access token")
    return GraphError(190, f"Error validating access token: {TOKEN_DEATHS[subcode]}", subcode=subcode)


def no_token() -> GraphError:
    """Return code 104: no token at all."""
    return GraphError(104, "An access token is required to request this resource.")


def page_token_needed() -> GraphError:
    """Return code 190, subcode 2069032: a user's token where the new Pages experience wants the Page's."""
    return GraphError(190, "User Access Token Is Not Supported", subcode=2069032)


def no_permission(scope: str) -> GraphError:
    """Return code 10: the app lacks a permission for reading."""
    return GraphError(10, f"(#10) This endpoint requires the '{scope}' permission.", status=403)


def permission(scope: str) -> GraphError:
    """Return code 200: the app lacks a permission for acting."""
    return GraphError(200, f"(#200) The permission {scope} is not available.", status=403)


def not_ours() -> GraphError:
    """Return code 200 for what belongs to somebody else."""
    return GraphError(200, "(#200) Permissions error", status=403)


def policy_block() -> GraphError:
    """Return code 368: blocked for a while for what Facebook takes for abuse."""
    return GraphError(368, "The action attempted has been deemed abusive or is otherwise disallowed")


def duplicate() -> GraphError:
    """Return code 506: the same text again. Whether Facebook says so of comments as of posts is not documented."""
    return GraphError(506, "(#506) Duplicate status message", subcode=1455006)


def outside_window() -> GraphError:
    """Return code 10, subcode 2018278: later than the window allows."""
    return GraphError(10, "(#10) This message is sent outside of allowed window.", status=403, subcode=2018278)


def not_available() -> GraphError:
    """Return code 551: the person takes no messages from us."""
    return GraphError(551, "(#551) This person isn't available right now.", subcode=1545041)


def no_such_person() -> GraphError:
    """Return code 100, subcode 2018001: no person by that id."""
    return invalid("No matching user found", subcode=2018001)


def already_answered() -> GraphError:
    """Return code 10900: a comment or post takes one private reply."""
    return GraphError(10900, "(#10900) Activity already replied to")


def too_old() -> GraphError:
    """Return code 10901: private replies end after seven days. Only 10900, 10902 and 10903 were seen in reports."""
    return GraphError(10901, "(#10901) Activity is too old to be replied to")


def not_replyable() -> GraphError:
    """Return code 10903: our own comment, say."""
    return GraphError(10903, "(#10903) This user cant reply to this activity")
