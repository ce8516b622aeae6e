"""What is checked of our own side's words about one mention: a reply by the guard, a reason before it is logged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from smbot.core.canon import tokens
from smbot.core.ids import MentionId
from smbot.core.marked import own_words
from smbot.core.platform_rules import PlatformRules
from smbot.core.purposes import Purpose
from smbot.guard.check import check
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.playbooks.fields import Organisation
from smbot.playbooks.model import Playbooks
from smbot.playbooks.render import BOTH, render
from smbot.redact.scan import WITHHELD, TextScanner
from smbot.review.ports import QueueItem
from smbot.storage.store import Store
from smbot.vault.digest import Digester


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """Looks up what the guard must know of a mention: its playbook, its conversation's digests, its platform."""

    store: Store
    digester: Digester
    scanner: TextScanner
    organisation: Organisation
    playbooks: Playbooks
    rules: Callable[[str], PlatformRules]

    def findings(self, item: QueueItem, text: str, purpose: Purpose) -> Sequence[Finding]:
        """Return what the guard says of `text` as a reply to `item`, in public or in private."""
        context = self._context(item)
        if purpose == Purpose.PRIVATE:
            private = replace(context.platform, limit=context.platform.private_limit)
            context = replace(context, platform=private)
        return check(text, context)

    def refusing_rule(self, mention: MentionId, text: str, purpose: Purpose) -> str:
        """Return the name of the rule that keeps `text` from leaving, or nothing."""
        with self.store.read() as tx:
            item = tx.item(mention)
        if item is None:
            return "gone"
        return next((finding.rule for finding in self.findings(item, text, purpose) if finding.refuses), "")

    def mask(self, item: QueueItem, text: str) -> str:
        """Mask a colleague's words about a mention: by the rules, and by what its conversation hides."""
        return self.scanner.mask_words(text, lambda word: WITHHELD if self._hides(item, word) else word)

    def _hides(self, item: QueueItem, word: str) -> bool:
        return any(self._is_known(item, token) for token in tokens(word))

    def _is_known(self, item: QueueItem, token: str) -> bool:
        digest = self.digester.token(item.conversation, token)
        with self.store.read() as tx:
            return bool(tx.known_tokens(item.conversation, [digest]))

    def _context(self, item: QueueItem) -> GuardContext:
        playbook = self.playbooks.get(item.playbook)
        asked = "mixed" if item.draft_language == BOTH else item.draft_language
        fresh = render(playbook, language=asked, organisation=self.organisation) if playbook else None
        with self.store.read() as tx:
            first = not tx.answered_before(item.conversation, item.id)
            earlier = tx.replies_to(item.pseudonym, item.id)
        return GuardContext(
            platform=self.rules(item.platform),
            template_text=fresh.text if fresh else "",
            masked_text=own_words(item.text) if item.text else None,
            is_known=lambda token: self._is_known(item, token),
            find_personal=self.scanner.find,
            tell_language=self.scanner.language,
            language=item.draft_language or item.language,
            offer=self.organisation.offer,
            first_language=self.organisation.first_language,
            first_reply=first,
            earlier_replies=earlier,
            fixed=playbook is not None and playbook.fixed,
        )
