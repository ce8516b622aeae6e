"""Every labelled place where the product may die: what has just happened there."""

from collections.abc import Mapping

POINTS: Mapping[str, str] = {
    # Ingest
    "collect.page-read": "a page was read, nothing is kept",
    "collect.sealed": "its posts are sealed in memory",
    "collect.cursor-kept": "in the transaction: the cursor stands, no post yet",
    "collect.keys-kept": "in the transaction: keys are committed in their own database, posts are not",
    "collect.posts-kept": "in the transaction: posts stand",
    "collect.purged": "in the transaction: a deleted post was purged, its key is still there",
    "collect.before-commit": "in the transaction: keys of what is deleted are shredded",
    "collect.committed": "a page is kept, the next was not asked for",
    "collect.read-to-its-end": "an account was read to its end, which is not noted",
    "webhook.genuine": "a delivery was found genuine, nothing is kept",
    "webhook.before-commit": "in the transaction that keeps a delivery",
    "webhook.committed": "a delivery is kept, and not answered",
    "delivery.begun": "an attempt at deliveries is counted",
    "delivery.read": "a delivery is open in memory",
    # Process
    "redact.begun": "an attempt at posts is counted",
    "redact.opened": "posts are open in memory",
    "redact.masking": "within masking",
    "redact.masked": "posts are masked in memory",
    "redact.taken-out": "in the transaction: a post is out of the inbox, and no mention yet",
    "redact.before-commit": "in the transaction: mentions stand",
    "redact.committed": "mentions are kept",
    "triage.decided": "labels are decided, nothing is kept",
    "triage.before-commit": "in the transaction: labels stand",
    "triage.committed": "labels are kept",
    "draft.begun": "mentions were read to be drafted",
    "draft.before-commit": "in the transaction: drafts stand",
    "draft.committed": "drafts are kept",
    # Decide
    "approve.before-commit": "in the transaction: a reply stands in the outbox",
    "approve.committed": "a reply is approved",
    # Send
    "send.before-claim": "a reply was found due",
    "send.keeping-sending": "in the transaction that takes a reply",
    "send.claimed": "a reply is taken, nothing was sent",
    "http.before-write": "connected, nothing written",
    "http.headers-written": "a request is half written",
    "http.written": "a request is written, no answer was read",
    "http.answered": "an answer begins to come",
    "send.answered": "an answer is read, nothing is noted",
    "send.keeping-sent": "in the transaction that notes a reply as sent",
    "send.keeping-pending": "in the transaction that postpones a reply",
    "send.keeping-refused": "in the transaction that notes a refusal",
    "send.keeping-unknown": "in the transaction that notes a doubt",
    "send.keeping-needs-person": "in the transaction that leaves a doubt to a person",
    "send.recorded": "what came of a reply is noted",
    "send.abandoned-listed": "attempts that outlived their lease were read",
    "send.looked": "our own replies were read, nothing is noted",
    "send.look-recorded": "what the reading showed is noted",
    "sweep.asked": "a platform was asked which posts are gone, the question is not noted",
    "sweep.purged": "in the transaction: what is gone is purged, its keys are still there",
    # Audit
    "audit.appended": "in the transaction of an act: its event stands, the head of the log does not yet",
    "audit.checkpoint-kept": "a checkpoint is kept in the table, and nowhere else",
    # Operations
    "migrate.step": "in the transaction: one migration was applied",
    "keys.put": "keys are committed, their posts are not",
    "keys.shredded": "keys are deleted, their rows are not",
}

ELSEWHERE = frozenset({"migrate.step"})
"""Places that a worker never comes by: a test of their own kills there."""

OTHERS = ("backup.", "restore.", "retention.", "move.", "keys.batch", "keys.newer", "keys.older", "keys.public")
"""How places in commands begin that are killed in those commands' own tests."""

RARE = frozenset(
    {"send.keeping-refused", "send.keeping-needs-person", "collect.purged", "sweep.purged", "keys.shredded"}
)
"""Places that not every round comes by: what brings a round there depends on chance."""

STOPS = (
    "collect.sealed",
    "delivery.read",
    "redact.masked",
    "triage.decided",
    "send.claimed",
    "http.before-write",
    "http.headers-written",
    "http.written",
    "http.answered",
    "send.answered",
    "send.looked",
)
"""Places outside of transactions, where a stopped process holds up nobody else."""
