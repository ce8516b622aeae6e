"""The order of the stages: inbox → normalise → redact → triage → draft, each result with its audit event.

A stage is "take rows in state N, decide, write N+1" in one transaction. A crash repeats a batch and loses
nothing: what was committed is no longer in state N.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import structlog

from smbot.classify.access import Level
from smbot.classify.earlier import Decided, handed_on
from smbot.classify.ports import Classifier
from smbot.consequences import Belonging, Consequences
from smbot.core.accounts import WaitingPost, platform_of
from smbot.core.codes import Code
from smbot.core.errors import MemoryFailed, RedactionError, SealError
from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.marked import marked
from smbot.core.mention import FAILED, PRIVATE, UNKNOWN_AUTHOR, Draft, Mention, Triage
from smbot.core.parts import RedactedPart
from smbot.core.post_kinds import PostKind
from smbot.core.redacted import RedactedText
from smbot.core.states import MentionState
from smbot.drafting import Drafting, DraftingTransaction
from smbot.handoff.arriving import Arrivals, Arrived, Ready, codes_in, keep_arrived
from smbot.raw.box import RawText
from smbot.raw.post import RawPost
from smbot.redact.mask import Redaction, RedactionOfPart, renumber
from smbot.redact.stage import Fields, quoted_in
from smbot.vault.digest import ConversationMemory, Digester, digest_tokens, digest_values
from smbot.vault.handles import HandleSealer
from smbot.vault.nacl import InboxOpener

log = structlog.get_logger()

BATCH = 32
"""Posts redacted together: enough to feed the language model, few enough to repeat after a crash."""

EARLIER = 20
"""Earlier posts of an author in a conversation whose labels count: a follow-up follows on what is near."""

LANGUAGE = "language:"
WORKER_DIED = "WorkerDied"
NO_PLAYBOOK = "none"
TO_THE_TOP = 0
"""Rank of what could not be triaged: a person must see it before anything else."""


class PipelineTransaction(DraftingTransaction, Protocol):
    """What the stages need of a transaction."""

    def waiting(self, limit: int) -> list[WaitingPost]: ...  # noqa: D102
    def exhausted(self, limit: int) -> list[WaitingPost]: ...  # noqa: D102
    def note_attempt(self, mentions: Sequence[MentionId]) -> None: ...  # noqa: D102
    def take_out(self, post: WaitingPost) -> bool: ...  # noqa: D102
    def add_mention(  # noqa: D102
        self, mention: Mention, *, handle: bytes, withheld: str, tokens: Iterable[str]
    ) -> None: ...
    def known_tokens(self, conversation: str, digests: Iterable[str]) -> frozenset[str]: ...  # noqa: D102
    def times_corrected(self, conversations: Iterable[str]) -> int: ...  # noqa: D102
    def put_back(self, mention: MentionId, *, behind: bool = False) -> None: ...  # noqa: D102
    def gone_posts(self, digests: Iterable[str]) -> frozenset[str]: ...  # noqa: D102
    def number_masks(self, conversation: str, values: Sequence[tuple[str, str]]) -> list[int]: ...  # noqa: D102
    def in_state(self, state: MentionState, limit: int) -> list[Mention]: ...  # noqa: D102
    def earlier_decisions(self, mention: Mention, limit: int) -> list[Decided]: ...  # noqa: D102
    def triage_of(self, mention: MentionId) -> Triage: ...  # noqa: D102
    def keep_triage(  # noqa: D102
        self, mention: MentionId, triage: Triage, rank: int, *, seen_version: int
    ) -> bool: ...
    def keep_choice(  # noqa: D102
        self, mention: MentionId, playbook: str, version: str, draft: Draft | None, *, seen_version: int
    ) -> bool: ...
    def settle_by_hand(self, mention: MentionId) -> bool: ...  # noqa: D102
    def stop_reply(self, mention: MentionId, code: str) -> bool: ...  # noqa: D102


Found = TypeVar("Found")


class PipelineTurn(Protocol):
    """What one worker holds while it works, of all that work on one database."""

    def look(self, limit: int) -> int: ...  # noqa: D102
    def free(self, found: Iterable[Found], name: Callable[[Found], str], limit: int) -> list[Found]: ...  # noqa: D102


class PipelineStore(Protocol):
    """Opens transactions for the stages, and turns of working."""

    def turn(self) -> AbstractContextManager[PipelineTurn]: ...  # noqa: D102

    def write(self) -> AbstractContextManager[PipelineTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[PipelineTransaction]: ...  # noqa: D102


Keep = Callable[[PipelineTransaction, Mention, Triage], None]
GiveUp = Callable[[PipelineTransaction, Mention, Triage, str], None]


@dataclass(frozen=True, kw_only=True)
class Pipeline:
    """The stages with what they need."""

    store: PipelineStore
    inbox: InboxOpener
    handles: HandleSealer
    digester: Digester
    redact: Callable[[Sequence[Fields]], Sequence[Redaction | RedactionError]]
    classifier: Classifier
    precedence: Sequence[str]
    drafting: Drafting
    consequences: Consequences
    arrivals: Arrivals

    def run_once(self) -> int:
        """Take one batch through every stage; return how many steps were made (0: nothing waits).

        Raises:
            MemoryFailed: As `redact_batch` does; the other stages have worked all the same.
        """
        steps = 0
        try:
            steps += self.redact_batch()
        finally:  # what is redacted waits for no other post
            steps += self.triage_batch() + self.draft_batch()
        return steps

    def run_dry(self, step: Callable[[int], None] = lambda _posts: None) -> int:
        """Work until nothing waits; tell `step` of each batch, and return how many posts came out of the inbox."""
        posts = 0
        while redacted := self.redact_batch():
            posts += redacted
            step(redacted)
        while self.triage_batch():
            pass
        while self.draft_batch():
            pass
        return posts

    def redact_batch(self) -> int:
        """Open, mask and store a batch of waiting posts; return how many were taken out of the inbox.

        A post goes back where an officer masked something in its conversation meanwhile: it is masked anew.

        Raises:
            MemoryFailed: What was masked in a conversation before could not be looked up: its posts stay in the inbox,
                and go behind others that were tried less often. The rest of the batch is stored.
        """
        with self.store.turn() as turn:
            return self._redact_batch(turn)

    def _redact_batch(self, turn: PipelineTurn) -> int:
        with self.store.read() as tx:
            found, dead = tx.waiting(turn.look(BATCH)), tx.exhausted(turn.look(BATCH))
        # A conversation is read by one worker at a time: what one post had masked, no later one may show. One that
        # was tried too often may be in another's hands at this moment.
        opened = turn.free(((post, self._open(post)) for post in found), self._thread, BATCH)
        exhausted = turn.free(((post, self._open(post)) for post in dead), self._thread, BATCH)
        if not opened and not exhausted:
            return 0
        with self.store.write() as tx:
            # Counted before the work: a post that kills its worker would otherwise be tried for ever.
            tx.note_attempt([post.mention for post, _ in opened])
        failpoint("redact.begun")
        failpoint("redact.opened")
        readable = [(post, raw) for post, raw in opened if raw is not None]
        readable.sort(key=lambda each: each[1].posted_at)  # what one post had masked, later ones must not show
        with self.store.read() as tx:  # before anything is looked up
            corrected = [tx.times_corrected(self._conversations(raw)) for _, raw in readable]
        results = self._redact_all([raw for _, raw in readable])
        failpoint("redact.masked")
        with self.store.write() as tx:
            for (post, raw), times, result in zip(readable, corrected, results, strict=True):
                if isinstance(result, MemoryFailed):
                    tx.put_back(post.mention, behind=True)  # no fault of the post
                elif tx.times_corrected(self._conversations(raw)) == times:
                    self._store(tx, post, raw, result)
                else:
                    tx.put_back(post.mention)
            for post in [post for post, raw in opened if raw is None]:
                self._store(tx, post, None, RedactionError("SealError"))
            for post, last in exhausted:
                self._store(tx, post, last, RedactionError(WORKER_DIED))
            failpoint("redact.before-commit")
        failpoint("redact.committed")
        if failed := next((result for result in results if isinstance(result, MemoryFailed)), None):
            raise failed
        return len(opened) + len(exhausted)

    def triage_batch(self) -> int:
        """Label a batch of redacted mentions; return how many."""
        with self.store.turn() as turn:
            return self._triage_batch(turn)

    def _triage_batch(self, turn: PipelineTurn) -> int:
        with self.store.read() as tx:
            found = tx.in_state(MentionState.REDACTED, turn.look(BATCH))
        mentions = turn.free(found, _conversation, BATCH)
        with self.store.read() as tx:  # what another worker labelled in a conversation before it became ours
            earlier = {mention.id: tx.earlier_decisions(mention, EARLIER) for mention in mentions}
        triaged = self._triage_in_order(mentions, earlier)
        failpoint("triage.decided")
        if not triaged:
            return 0
        self._each(triaged, self._keep_triage, self._keep_failed_triage, "triage.before-commit")
        failpoint("triage.committed")
        return len(triaged)

    def _keep_triage(self, tx: PipelineTransaction, mention: Mention, triage: Triage) -> None:
        if self._labelled(tx, mention, triage):
            self.consequences.of_triage(tx, mention, triage)

    def _keep_failed_triage(self, tx: PipelineTransaction, mention: Mention, triage: Triage, error: str) -> None:
        """Keep the labels without what follows from them, at the top of the queue."""
        self._labelled(tx, mention, replace(triage, classifier=FAILED + error))

    def _labelled(self, tx: PipelineTransaction, mention: Mention, triage: Triage) -> bool:
        kept = tx.keep_triage(mention.id, triage, self._rank(triage), seen_version=mention.version)
        if kept:
            detail: dict[str, Detail] = {"labels": list(triage.labels), "classifier": triage.classifier}
            tx.record(Event(act=Act.MENTION_TRIAGED, subject=mention.id, detail=detail))
        return kept

    def draft_batch(self) -> int:
        """Choose a playbook for a batch of triaged mentions and draft their replies; return how many."""
        with self.store.turn() as turn:
            return self._draft_batch(turn)

    def _draft_batch(self, turn: PipelineTurn) -> int:
        with self.store.read() as tx:
            found = tx.in_state(MentionState.TRIAGED, turn.look(BATCH))
        mentions = turn.free(found, _conversation, BATCH)
        with self.store.read() as tx:
            triages = {mention.id: tx.triage_of(mention.id) for mention in mentions}
        if not mentions:
            return 0
        failpoint("draft.begun")
        asked = [(mention, triages[mention.id]) for mention in mentions]
        self._each(asked, self._keep_draft, self._keep_failed_draft, "draft.before-commit")
        failpoint("draft.committed")
        return len(mentions)

    def _keep_draft(self, tx: PipelineTransaction, mention: Mention, triage: Triage) -> None:
        chosen = self.drafting.choose(tx, mention, triage)
        draft = chosen.draft if chosen else None
        name, version = (chosen.playbook.name, chosen.playbook.revision()) if chosen else (NO_PLAYBOOK, "")
        if tx.keep_choice(mention.id, name, version, draft, seen_version=mention.version):
            detail: dict[str, Detail] = {"playbook": name, "playbook_version": version, "reply": draft is not None}
            tx.record(Event(act=Act.MENTION_DRAFTED, subject=mention.id, detail=detail))
            if chosen is not None:
                if chosen.door:
                    tx.record(Event(act=Act.MENTION_REDIRECTED, subject=mention.id))
                self.drafting.follow(tx, mention, chosen)
            _settle_by_hand(tx, mention.id)

    def _keep_failed_draft(self, tx: PipelineTransaction, mention: Mention, _triage: Triage, error: str) -> None:
        """Leave it to a person, without a playbook."""
        if tx.keep_choice(mention.id, NO_PLAYBOOK, "", None, seen_version=mention.version):
            detail: dict[str, Detail] = {"playbook": NO_PLAYBOOK, "playbook_version": "", "reply": False, "why": error}
            tx.record(Event(act=Act.MENTION_DRAFTED, subject=mention.id, detail=detail))
            _settle_by_hand(tx, mention.id)

    def _each(self, batch: Sequence[tuple[Mention, Triage]], keep: Keep, give_up: GiveUp, before_commit: str) -> None:
        """Keep a batch in one transaction; where one breaks it, each in its own, and what fails is given up."""
        try:
            with self.store.write() as tx:
                for mention, triage in batch:
                    keep(tx, mention, triage)
                failpoint(before_commit)
            return
        except Exception as error:  # noqa: BLE001 - one broke the batch: find out which, and keep the others
            log.warning("pipeline.batch-failed", error=type(error).__name__)
        for mention, triage in batch:
            try:
                with self.store.write() as tx:
                    keep(tx, mention, triage)
            except Exception as error:  # noqa: BLE001 - whatever breaks is the fault of one; the type's name only
                log.error("pipeline.failed", mention=mention.id, error=type(error).__name__)
                with self.store.write() as tx:
                    give_up(tx, mention, triage, type(error).__name__)

    def _thread(self, found: tuple[WaitingPost, RawPost | None]) -> str:
        """Return the conversation of a post; of one that cannot be opened, its own name."""
        post, raw = found
        return post.mention if raw is None else self.digester.conversation(raw.platform, raw.handle)

    def _open(self, post: WaitingPost) -> RawPost | None:
        try:
            return self.inbox.open(post.sealed, post.mention)
        except SealError:
            return None

    def _redact_all(self, posts: Sequence[RawPost]) -> list[Redaction | RedactionError | MemoryFailed]:
        memories: dict[str, ConversationMemory] = {}
        try:
            return list(self.redact([self._fields(post, memories) for post in posts]))
        except Exception:  # noqa: BLE001 - one post broke the batch: find out which, and keep the others
            return list(self._one_by_one(posts))

    def _one_by_one(self, posts: Iterable[RawPost]) -> Iterator[Redaction | RedactionError | MemoryFailed]:
        """Redact posts in order; where a look-up fails, later posts of that conversation do not go before that one."""
        memories: dict[str, ConversationMemory] = {}
        held: dict[str, MemoryFailed] = {}
        for post in posts:
            before = next((held[each] for each in self._conversations(post) if each in held), None)
            result = before or self._redact_one(self._fields(post, memories))
            if isinstance(result, MemoryFailed):
                held[self.digester.conversation(post.platform, post.handle)] = result
            yield result

    def _fields(self, post: RawPost, memories: dict[str, ConversationMemory]) -> Fields:
        """Return what is redacted of a post; those of one conversation share what is remembered of it."""

        def memory(conversation: str) -> ConversationMemory:
            def look_up(digests: list[str]) -> frozenset[str]:
                with self.store.read() as tx:
                    return tx.known_tokens(conversation, digests)

            return memories.setdefault(conversation, ConversationMemory(self.digester, conversation, look_up))

        return Fields(
            text=post.text,
            hint=post.language,
            known=(post.handle.author_name, post.handle.author_handle),
            parts=post.parts,
            people=post.people,
            memory=memory(self.digester.conversation(post.platform, post.handle)),
            quoted={name: memory(conversation) for name, conversation in self._quoted(post).items()},
        )

    def _quoted(self, post: RawPost) -> dict[str, str]:
        """Return the conversations in which posts stand whose words this one carries, each by its name there."""
        names = {quoted_in(part) for part in post.parts} - {""}
        return {name: self.digester.conversation_of(post.platform, name) for name in sorted(names)}

    def _conversations(self, post: RawPost) -> frozenset[str]:
        """Return the conversations whose masks a post must show: its own, and those of posts it quotes."""
        return frozenset({self.digester.conversation(post.platform, post.handle), *self._quoted(post).values()})

    def _redact_one(self, post: Fields) -> Redaction | RedactionError | MemoryFailed:
        try:
            return self.redact([post])[0]
        except MemoryFailed as error:
            return error  # no fault of the post: it stays in the inbox
        except Exception as error:  # noqa: BLE001 - fail closed, with the type's name only
            return RedactionError(type(error).__name__)

    def _store(
        self,
        tx: PipelineTransaction,
        post: WaitingPost,
        raw: RawPost | None,
        result: Redaction | RedactionError,
    ) -> None:
        if not tx.take_out(post):
            return  # another worker has dealt with it, or its author changed it meanwhile
        failpoint("redact.taken-out")
        outcome = _outcome(result)
        mention, handle = self._mention(post, raw, outcome)
        belonging = self._belonging(tx, mention, raw, outcome)
        triage = self._triage(mention, {}) if belonging is not None else None  # before the text goes
        if belonging is not None and raw is not None:
            ready, outcome = self._sealed(mention, raw, outcome, belonging)
            mention = replace(mention, text=None)
        else:
            ready = None
        tokens = digest_tokens(self.digester, mention.conversation, outcome.tokens)
        mention = self._numbered(tx, mention, outcome.values)
        mention = replace(mention, parts=self._parts(tx, mention, raw, outcome.parts))
        tx.add_mention(mention, handle=handle, withheld=outcome.withheld, tokens=tokens)
        act = Act.MENTION_QUARANTINED if outcome.withheld else Act.MENTION_REDACTED
        detail: dict[str, Detail] = {"account": mention.account, "masks": outcome.masks, "why": outcome.withheld}
        tx.record(Event(act=act, subject=post.mention, detail=detail))
        if tx.stop_reply(post.mention, Code.EDITED):  # approved after the edit came and before it was read
            tx.record(Event(act=Act.REPLY_STOPPED, subject=post.mention, detail={"code": Code.EDITED}))
        if belonging is not None and triage is not None:
            if ready is not None:
                keep_arrived(tx, ready, mention.platform)
            self.consequences.of_private_message(tx, belonging.case, post.mention, triage)
        if outcome.withheld:
            _settle_by_hand(tx, post.mention)

    def _belonging(
        self, tx: PipelineTransaction, mention: Mention, raw: RawPost | None, outcome: "_Outcome"
    ) -> Belonging | None:
        """Return the case on whose private thread a post goes: a private message of a case's author, or with its code.

        One that killed its worker is read no further.
        """
        if raw is None or mention.kind != PostKind.MESSAGE or outcome.withheld == FAILED + WORKER_DIED:
            return None
        return self.consequences.case_of_message(tx, mention, codes_in(_words(raw)))

    def _sealed(
        self, mention: Mention, raw: RawPost, outcome: "_Outcome", belonging: Belonging
    ) -> tuple[Ready | None, "_Outcome"]:
        """Return a private message sealed, and what is left of it for the queue: nothing of its text.

        What cannot be sealed is quarantined, as what cannot be redacted is.
        """
        bare = replace(outcome, text=None, values=(), parts=())
        try:
            ready = self.arrivals.seal(
                Arrived(
                    mention=mention.id,
                    case=belonging.case,
                    language=outcome.language,
                    at=raw.posted_at,
                    by_code=belonging.by_code,
                    words=_words(raw),
                )
            )
        except Exception as error:  # noqa: BLE001 - fail closed, with the type's name only
            return None, replace(bare, withheld=FAILED + type(error).__name__)
        return ready, replace(bare, withheld=PRIVATE + belonging.case)

    def _mention(self, post: WaitingPost, raw: RawPost | None, outcome: "_Outcome") -> tuple[Mention, bytes]:
        if raw is None:
            # Its seal is broken: nothing is known but that it came, and its sealed original in the vault.
            nameless = Mention(
                id=post.mention,
                platform=platform_of(post.account),
                account=post.account,
                pseudonym="",
                conversation=post.mention,
                posted_at=post.received_at,
                language=outcome.language,
                text=None,
            )
            return nameless, b""
        mention = Mention(
            id=post.mention,
            platform=raw.platform,
            account=raw.account,
            pseudonym=self.digester.author(raw.platform, raw.handle),
            conversation=self.digester.conversation(raw.platform, raw.handle),
            posted_at=raw.posted_at,
            language=outcome.language,
            text=outcome.text,
            summoned=raw.summoned,
            kind=raw.handle.kind,
            quotes=frozenset(self._quoted(raw).values()),
        )
        return mention, self.handles.seal(raw.handle, post.mention)

    def _numbered(self, tx: PipelineTransaction, mention: Mention, values: Sequence[RawText]) -> Mention:
        """Return the mention with the numbers that its conversation gives the values behind its masks."""
        text = mention.text
        if text is None:
            return mention
        of_kind = [(mask.entity, value) for mask, value in zip(text.masks, values, strict=True) if mask.number]
        digests = digest_values(self.digester, mention.conversation, of_kind)
        given = iter(
            tx.number_masks(
                mention.conversation, [(entity, d) for (entity, _), d in zip(of_kind, digests, strict=True)]
            )
        )
        return replace(mention, text=renumber(text, [next(given) if mask.number else 0 for mask in text.masks]))

    def _parts(
        self, tx: PipelineTransaction, mention: Mention, raw: RawPost | None, found: Sequence[RedactionOfPart]
    ) -> tuple[RedactedPart, ...]:
        """Return parts numbered, each with the post it stands in; without those of posts that are gone meanwhile."""
        posts = [self._post(raw.platform, part.post_id) for part in raw.parts] if raw is not None else []
        gone = tx.gone_posts(posts)
        told = ((part, post) for part, post in zip(found, posts, strict=False) if post not in gone)  # withheld: none
        return tuple(replace(self._numbered_part(tx, mention, part), post=post) for part, post in told)

    def _post(self, platform: str, post_id: str) -> str:
        """Return the digest of the post that a part stands in; "" for what stands in the post itself."""
        named = PlatformHandle(post_id=post_id, first_id=post_id, author_id="")
        return self.digester.post(platform, named) if post_id else ""

    def _numbered_part(self, tx: PipelineTransaction, mention: Mention, part: RedactionOfPart) -> RedactedPart:
        """Return a part with the numbers of its conversation."""
        if part.redaction is None:
            return RedactedPart(kind=part.kind, text=None)
        if not part.redaction.spans:
            return RedactedPart(kind=part.kind, text=part.redaction.text)
        alone = self._numbered(tx, replace(mention, text=part.redaction.text), part.redaction.values)
        return RedactedPart(kind=part.kind, text=alone.text)

    def _triage_in_order(
        self, mentions: Sequence[Mention], earlier: Mapping[MentionId, Sequence[Decided]]
    ) -> list[tuple[Mention, Triage]]:
        """Label mentions as they were posted: a follow-up often comes in one batch with what it follows."""
        triaged: list[tuple[Mention, Triage]] = []
        for mention in sorted(mentions, key=lambda each: (each.posted_at, each.id)):
            here = [
                Decided(labels=triage.labels, evidence=triage.evidence)
                for before, triage in triaged
                if _follows(mention, before)
            ]
            triaged.append((mention, self._triage(mention, handed_on([*earlier[mention.id], *here]))))
        return triaged

    def _triage(self, mention: Mention, earlier: Mapping[str, Level]) -> Triage:
        try:
            return self.classifier.triage(marked(mention.text) if mention.text else "", mention.language, earlier)
        except Exception as error:  # noqa: BLE001 - a post that no rule survives still reaches a person
            return Triage(
                labels=(self.precedence[-1],),
                scores={},
                evidence=(),
                classifier=FAILED + type(error).__name__,
            )

    def _rank(self, triage: Triage) -> int:
        if triage.classifier.startswith(FAILED):
            return TO_THE_TOP
        return self.precedence.index(triage.labels[0])


def _conversation(mention: Mention) -> str:
    return mention.conversation


def _words(raw: RawPost) -> tuple[RawText, ...]:
    """Return what a private message says: its text, and what it carries beside it."""
    return (raw.text, *(part.value for part in raw.parts if not part.withheld))


def _follows(mention: Mention, before: Mention) -> bool:
    """Say whether both are of one author, whom the platform names, in one conversation."""
    return (
        bool(mention.pseudonym)
        and not mention.pseudonym.startswith(UNKNOWN_AUTHOR)
        and (mention.pseudonym, mention.conversation) == (before.pseudonym, before.conversation)
    )


def _settle_by_hand(tx: PipelineTransaction, mention: MentionId) -> None:
    """Close a mention that a colleague had answered on the platform before it came through the stages."""
    if tx.settle_by_hand(mention):
        tx.record(Event(act=Act.MENTION_ANSWERED_BY_HAND, subject=mention, detail={"found": "platform"}))


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """What redaction says of a post, be it text, a language without recognizers, or a failure."""

    text: RedactedText | None
    language: str
    withheld: str
    values: Sequence[RawText]
    tokens: Sequence[RawText]
    masks: int
    parts: Sequence[RedactionOfPart] = ()


def _outcome(result: Redaction | RedactionError) -> _Outcome:
    if isinstance(result, RedactionError):
        return _Outcome(text=None, language="und", withheld=FAILED + result.cause, values=(), tokens=(), masks=0)
    withheld = LANGUAGE + result.language if result.withheld else ""
    return _Outcome(
        # Patterns alone are not enough to show a text: without recognizers for its language it stays away.
        text=None if withheld else result.text,
        language=result.language,
        withheld=withheld,
        values=result.values,
        tokens=result.tokens,
        masks=len(result.spans) + sum(len(part.redaction.spans) for part in result.parts if part.redaction),
        parts=() if withheld else result.parts,
    )
