"""Keeps one post that was redacted: a mention in the queue, or a private message sealed onto its case."""

from dataclasses import dataclass, replace

from smbot.consequences import Belonging, Consequences
from smbot.core.accounts import WaitingPost, platform_of
from smbot.core.codes import Code
from smbot.core.errors import RedactionError
from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.mention import FAILED, PRIVATE, Mention
from smbot.core.post_kinds import PostKind
from smbot.handoff.arriving import Arrivals, Arrived, Ready, codes_in, keep_arrived
from smbot.pipeline.by_hand import settle_by_hand
from smbot.pipeline.conversations import own_conversation, quoted_conversations
from smbot.pipeline.labelling import Labelling
from smbot.pipeline.numbering import Numbering
from smbot.pipeline.outcome import WORKER_DIED, Outcome, outcome_of
from smbot.pipeline.ports import PipelineTransaction
from smbot.raw.box import RawText
from smbot.raw.post import RawPost
from smbot.redact.mask import Redaction
from smbot.vault.digest import Digester, digest_tokens
from smbot.vault.handles import HandleSealer


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What a redacted post is kept with."""

    handles: HandleSealer
    digester: Digester
    labelling: Labelling
    consequences: Consequences
    arrivals: Arrivals

    def keep(
        self,
        tx: PipelineTransaction,
        post: WaitingPost,
        raw: RawPost | None,
        result: Redaction | RedactionError,
    ) -> None:
        """Take a post out of the inbox and store what is left of it."""
        if not tx.take_out(post):
            return  # another worker has dealt with it, or its author changed it meanwhile
        failpoint("redact.taken-out")
        outcome = outcome_of(result)
        mention, handle = self._mention(post, raw, outcome)
        belonging = self._belonging(tx, mention, raw, outcome)
        triage = self.labelling.triage(mention, {}) if belonging is not None else None  # before the text goes
        if belonging is not None and raw is not None:
            ready, outcome = self._sealed(mention, raw, outcome, belonging)
            mention = replace(mention, text=None)
        else:
            ready = None
        tokens = digest_tokens(self.digester, mention.conversation, outcome.tokens)
        numbering = Numbering(digester=self.digester)
        mention = numbering.text(tx, mention, outcome.values)
        mention = replace(mention, parts=numbering.parts(tx, mention, raw, outcome.parts))
        new = tx.add_mention(mention, handle=handle, withheld=outcome.withheld, tokens=tokens)
        act = Act.MENTION_QUARANTINED if outcome.withheld else Act.MENTION_REDACTED
        detail: dict[str, Detail] = {"account": mention.account, "masks": outcome.masks, "why": outcome.withheld}
        tx.record(Event(act=act, subject=post.mention, detail=detail))
        if not new and tx.stop_reply(post.mention, Code.EDITED):  # approved after the edit came and before it was read
            tx.record(Event(act=Act.REPLY_STOPPED, subject=post.mention, detail={"code": Code.EDITED}))
        if belonging is not None and triage is not None:
            if ready is not None:
                keep_arrived(tx, ready, mention.platform)
            self.consequences.of_private_message(tx, belonging.case, post.mention, triage)
        if outcome.withheld:
            settle_by_hand(tx, post.mention)

    def _mention(self, post: WaitingPost, raw: RawPost | None, outcome: Outcome) -> tuple[Mention, bytes]:
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
            conversation=own_conversation(self.digester, raw),
            posted_at=raw.posted_at,
            language=outcome.language,
            text=outcome.text,
            summoned=raw.summoned,
            kind=raw.handle.kind,
            quotes=frozenset(quoted_conversations(self.digester, raw).values()),
        )
        return mention, self.handles.seal(raw.handle, post.mention)

    def _belonging(
        self, tx: PipelineTransaction, mention: Mention, raw: RawPost | None, outcome: Outcome
    ) -> Belonging | None:
        """Return the case on whose private thread a post goes: a private message of a case's author, or with its code.

        One that killed its worker is read no further.
        """
        if raw is None or mention.kind != PostKind.MESSAGE or outcome.withheld == FAILED + WORKER_DIED:
            return None
        return self.consequences.case_of_message(tx, mention, codes_in(_words(raw)))

    def _sealed(
        self, mention: Mention, raw: RawPost, outcome: Outcome, belonging: Belonging
    ) -> tuple[Ready | None, Outcome]:
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


def _words(raw: RawPost) -> tuple[RawText, ...]:
    """Return what a private message says: its text, and what it carries beside it."""
    return (raw.text, *(part.value for part in raw.parts if not part.withheld))
