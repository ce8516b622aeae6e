"""Opens what waits in the inbox and has it redacted, each post with what was masked before in its conversations."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from smbot.core.accounts import WaitingPost
from smbot.core.errors import MemoryFailed, RedactionError, SealError
from smbot.pipeline.conversations import conversations_of, own_conversation, quoted_conversations
from smbot.pipeline.ports import PipelineStore
from smbot.raw.post import RawPost
from smbot.redact.mask import Redaction
from smbot.redact.stage import Fields
from smbot.vault.digest import ConversationMemory, Digester
from smbot.vault.nacl import InboxOpener

Opened = tuple[WaitingPost, RawPost | None]
"""A waiting post, and what is in it; None where its seal is broken."""

Result = Redaction | RedactionError | MemoryFailed


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What posts are opened and redacted with; `store` knows what was masked before."""

    store: PipelineStore
    inbox: InboxOpener
    digester: Digester
    redact: Callable[[Sequence[Fields]], Sequence[Redaction | RedactionError]]

    def open(self, post: WaitingPost) -> Opened:
        """Return a waiting post with what is in it."""
        try:
            return post, self.inbox.open(post.sealed, post.mention)
        except SealError:
            return post, None

    def conversation(self, opened: Opened) -> str:
        """Return the conversation of a post; of one that cannot be opened, its own name."""
        post, raw = opened
        return post.mention if raw is None else own_conversation(self.digester, raw)

    def conversations(self, post: RawPost) -> frozenset[str]:
        """Return the conversations whose masks a post must show."""
        return conversations_of(self.digester, post)

    def redacted(self, posts: Sequence[RawPost]) -> list[Result]:
        """Return what redaction says of each post, in their order."""
        memories = self._memories(posts)
        try:
            return list(self.redact([self._fields(post, memories) for post in posts]))
        except Exception:  # noqa: BLE001 - one post broke the batch: find out which, and keep the others
            return list(self._one_by_one(posts))

    def _one_by_one(self, posts: Sequence[RawPost]) -> Iterator[Result]:
        """Redact posts in order; where a look-up fails, later posts of that conversation do not go before that one."""
        memories = self._memories(posts)
        held: dict[str, MemoryFailed] = {}
        for post in posts:
            before = next((held[each] for each in self.conversations(post) if each in held), None)
            result = before or self._redact_one(self._fields(post, memories))
            if isinstance(result, MemoryFailed):
                held[own_conversation(self.digester, post)] = result
            yield result

    def _redact_one(self, post: Fields) -> Result:
        try:
            return self.redact([post])[0]
        except MemoryFailed as error:
            return error  # no fault of the post: it stays in the inbox
        except Exception as error:  # noqa: BLE001 - fail closed, with the type's name only
            return RedactionError(type(error).__name__)

    def _memories(self, posts: Sequence[RawPost]) -> dict[str, ConversationMemory]:
        """Return what is remembered of each conversation of some posts; nothing is looked up where nothing is."""
        conversations = frozenset[str]().union(*map(self.conversations, posts))
        try:
            with self.store.read() as tx:
                remembered = tx.remembering(conversations)
        except Exception:  # noqa: BLE001 - then each is looked up, and what fails leaves its posts in the inbox
            remembered = conversations
        return {
            each: ConversationMemory(self.digester, each, partial(self._look_up, each) if each in remembered else None)
            for each in conversations
        }

    def _look_up(self, conversation: str, digests: list[str]) -> frozenset[str]:
        with self.store.read() as tx:
            return tx.known_tokens(conversation, digests)

    def _fields(self, post: RawPost, memories: Mapping[str, ConversationMemory]) -> Fields:
        """Return what is redacted of a post; those of one conversation share what is remembered of it."""
        quoted = quoted_conversations(self.digester, post)
        return Fields(
            text=post.text,
            hint=post.language,
            known=(post.handle.author_name, post.handle.author_handle),
            parts=post.parts,
            people=post.people,
            memory=memories[own_conversation(self.digester, post)],
            quoted={name: memories[conversation] for name, conversation in quoted.items()},
        )
