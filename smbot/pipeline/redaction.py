"""The stage that takes posts out of the inbox and stores them masked, a conversation by one worker at a time."""

from dataclasses import dataclass

from smbot.core.errors import MemoryFailed, RedactionError
from smbot.core.failpoints import failpoint
from smbot.pipeline.batches import BATCH
from smbot.pipeline.keeping import Keeping
from smbot.pipeline.outcome import WORKER_DIED
from smbot.pipeline.ports import PipelineStore, PipelineTurn
from smbot.pipeline.reading import Reading


@dataclass(frozen=True, kw_only=True)
class RedactionStage:
    """Opens, masks and stores what waits in the inbox."""

    store: PipelineStore
    reading: Reading
    keeping: Keeping

    def batch(self) -> int:
        """Open, mask and store a batch of waiting posts; return how many were taken out of the inbox.

        A post goes back where an officer masked something in its conversation meanwhile: it is masked anew.

        Raises:
            MemoryFailed: What was masked in a conversation before could not be looked up: its posts stay in the inbox,
                and go behind others that were tried less often. The rest of the batch is stored.
        """
        with self.store.turn() as turn:
            return self._batch(turn)

    def _batch(self, turn: PipelineTurn) -> int:
        reading = self.reading
        with self.store.read() as tx:
            found, dead = tx.waiting(turn.look(BATCH)), tx.exhausted(turn.look(BATCH))
        # A conversation is read by one worker at a time: what one post had masked, no later one may show. One that
        # was tried too often may be in another's hands at this moment.
        opened = turn.free(map(reading.open, found), reading.conversation, BATCH)
        exhausted = turn.free(map(reading.open, dead), reading.conversation, BATCH)
        if not opened and not exhausted:
            return 0
        with self.store.write() as tx:
            # Counted before the work: a post that kills its worker would otherwise be tried for ever.
            tx.note_attempt([post.mention for post, _ in opened])
        failpoint("redact.begun")
        failpoint("redact.opened")
        readable = [(post, raw) for post, raw in opened if raw is not None]
        readable.sort(key=lambda each: each[1].posted_at)  # what one post had masked, later ones must not show
        shown = frozenset[str]().union(*(reading.conversations(raw) for _, raw in readable))
        with self.store.read() as tx:  # before anything is looked up
            corrected = tx.times_corrected(shown)
        results = reading.redacted([raw for _, raw in readable])
        failpoint("redact.masked")
        with self.store.write() as tx:
            tx.lock_log()  # whoever corrects records it: from here on nobody does
            changed = {each for each, times in tx.times_corrected(shown).items() if times != corrected.get(each)}
            for (post, raw), result in zip(readable, results, strict=True):
                if isinstance(result, MemoryFailed):
                    tx.put_back(post.mention, behind=True)  # no fault of the post
                elif changed & reading.conversations(raw):
                    tx.put_back(post.mention)
                else:
                    self.keeping.keep(tx, post, raw, result)
            for post in [post for post, raw in opened if raw is None]:
                self.keeping.keep(tx, post, None, RedactionError("SealError"))
            for post, last in exhausted:
                self.keeping.keep(tx, post, last, RedactionError(WORKER_DIED))
            failpoint("redact.before-commit")
        failpoint("redact.committed")
        if failed := next((result for result in results if isinstance(result, MemoryFailed)), None):
            raise failed
        return len(opened) + len(exhausted)
