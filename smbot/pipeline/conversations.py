"""The conversations of a raw post, each as its keyed digest: its own, and those that its quotes come from."""

from smbot.raw.post import RawPost
from smbot.redact.stage import quoted_in
from smbot.vault.digest import Digester


def own_conversation(digester: Digester, post: RawPost) -> str:
    """Return the conversation in which a post stands."""
    return digester.conversation(post.platform, post.handle)


def quoted_conversations(digester: Digester, post: RawPost) -> dict[str, str]:
    """Return the conversations in which posts stand whose words this one carries, each by its name there."""
    names = {quoted_in(part) for part in post.parts} - {""}
    return {name: digester.conversation_of(post.platform, name) for name in sorted(names)}


def conversations_of(digester: Digester, post: RawPost) -> frozenset[str]:
    """Return the conversations whose masks a post must show: its own, and those of posts it quotes."""
    return frozenset({own_conversation(digester, post), *quoted_conversations(digester, post).values()})
