"""What is checked of our own side's words about one mention: a reply by the guard, a reason before it is logged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from smbot.core.canon import tokens
from smbot.core.events import SYSTEM
from smbot.core.ids import MentionId
from smbot.core.marked import own_words
from smbot.core.mention import Draft, is_known_author
from smbot.core.platform_rules import PlatformRules
from smbot.core.purposes import Purpose
from smbot.guard.check import check
from smbot.guard.context import GuardContext, never
from smbot.guard.findings import Finding
from smbot.handoff.codes import is_case_code, read_code
from smbot.handoff.known import scope
from smbot.playbooks.fields import CASE_CODE, Organisation
from smbot.playbooks.model import Playbooks
from smbot.playbooks.render import BOTH, nearest, render_private, variants
from smbot.redact.scan import WITHHELD, TextScanner
from smbot.review.ports import QueueItem
from smbot.storage.store import Store, Transaction
from smbot.vault.digest import Digester


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """Looks up what the guard must know of a mention: its playbook, its conversation's digests, its platform.

    `speaking` returns the organisation as it greets in an answer to a mention, `published` what may stand in a reply:
    our own numbers, addresses and accounts, and those of bodies to which people are referred. `page` is the address of
    the secure page: the one link that a private message may hold, where its platform allows any.
    """

    store: Store
    digester: Digester
    scanner: TextScanner
    speaking: Callable[[QueueItem], Organisation]
    playbooks: Callable[[], Playbooks]
    rules: Callable[[str], PlatformRules]
    published: Callable[[], Sequence[str]] = tuple
    page: str = ""

    def findings(self, item: QueueItem, text: str, purpose: Purpose) -> Sequence[Finding]:
        """Return what the guard says of `text` as a reply to `item`, in public or in private."""
        with self.store.read() as tx:  # one for all: a reply asks for some two hundred digests
            context = self._context(tx, item, text, purpose)
            if purpose == Purpose.PRIVATE:
                # In private no address may stand but that of our own page, whatever a public reply may hold.
                private = replace(context.platform, limit=context.platform.private_limit, links=False)
                context = replace(context, platform=private)
                free = private.private_links and bool(self.page)
                return tuple(each for each in check(text, context) if not (free and self._is_our_page(each, text)))
            return check(text, context)

    def _is_our_page(self, finding: Finding, text: str) -> bool:
        return finding.rule == "links" and text[finding.start : finding.end].rstrip("/).,") == self.page.rstrip("/")

    def prepared(self, item: QueueItem) -> str:
        """Return what the playbook says in private; nothing where it gives the code of a case and none is."""
        text = next((draft.text for draft in self._said_in_private(item, self.speaking(item))), "")
        return "" if CASE_CODE in text and not self._has_case(item) else text

    def _has_case(self, item: QueueItem) -> bool:
        with self.store.read() as tx:
            return any(not case.ended for case in tx.cases_of_mention(item.id))

    def _said_in_private(self, item: QueueItem, organisation: Organisation) -> tuple[Draft, ...]:
        playbook = self.playbooks().get(item.playbook)
        asked = "mixed" if item.draft_language == BOTH else item.draft_language or item.language
        draft = render_private(playbook, language=asked, organisation=organisation) if playbook else None
        return (draft,) if draft else ()

    def refusing_rule(self, mention: MentionId, text: str, purpose: Purpose) -> str:
        """Return the name of the rule that keeps `text` from leaving, or nothing."""
        with self.store.read() as tx:
            item = tx.item(mention)
        if item is None:
            return "gone"
        return next((finding.rule for finding in self.findings(item, text, purpose) if finding.refuses), "")

    def greeted(self, item: QueueItem) -> str:
        """Return the draft as the office of who holds the mention greets; a person's other words stay as they are."""
        own = self.speaking(item)
        if not item.draft or len(own.order()) == 1:
            return item.draft
        other = replace(own, first_language="fr" if own.first_language == "en" else "en")
        ours, theirs = (self._variants(item, organisation) for organisation in (own, other))
        for mine, its in zip(ours, theirs, strict=True):
            if its.text == item.draft:
                return mine.text
        greeting = other.greeting()
        if not item.draft.startswith(greeting):
            return item.draft
        rest = item.draft[len(greeting) :]
        first, _, second = rest.strip().partition("\n")
        if item.draft_language == BOTH and item.drafted_by == SYSTEM and second and "\n" not in second:
            rest = f" {second}\n{first}"  # a draft that leads to a door: each half names it in its own language
        return own.greeting() + rest

    def mask(self, item: QueueItem, text: str) -> str:
        """Mask a colleague's words about a mention: by the rules, and by what its conversation hides."""
        return self.scanner.mask_words(text, lambda word: WITHHELD if self._hides(item, word) else word)

    def _hides(self, item: QueueItem, word: str) -> bool:
        digests = [self.digester.token(item.conversation, token) for token in tokens(word)]
        with self.store.read() as tx:
            return bool(tx.known_tokens(item.conversation, digests))

    def _private(self, tx: Transaction, item: QueueItem) -> Callable[[str], bool]:
        """Return what says whether something was said in private by the author, or in a case of the mention."""
        cases = tx.cases_spoken_in(item.id, item.pseudonym if is_known_author(item.pseudonym) else "")
        if not cases:
            return never

        def known(mark: str) -> bool:
            return any(tx.private_marks_known(case, [self.digester.token(scope(case), mark)]) for case in cases)

        return known

    def _is_case_code(self, text: str) -> bool:
        """Say whether a text is a case code of ours: others of the same form are no less a number of somebody."""
        code = read_code(text) if is_case_code(text) else None
        if code is None:
            return False
        with self.store.read() as tx:
            return tx.case_code(code) is not None

    def _variants(self, item: QueueItem, organisation: Organisation) -> tuple[Draft, ...]:
        playbook = self.playbooks().get(item.playbook)
        asked = "mixed" if item.draft_language == BOTH else item.draft_language
        return variants(playbook, language=asked, organisation=organisation) if playbook else ()

    def _context(self, tx: Transaction, item: QueueItem, text: str, purpose: Purpose) -> GuardContext:
        playbook, organisation = self.playbooks().get(item.playbook), self.speaking(item)
        private = self._said_in_private(item, organisation) if purpose == Purpose.PRIVATE else ()
        fresh = nearest((*private, *self._variants(item, organisation)), text)

        def known(token: str) -> bool:
            return bool(tx.known_tokens(item.conversation, [self.digester.token(item.conversation, token)]))

        return GuardContext(
            platform=self.rules(item.platform),
            template_text=fresh.text if fresh else "",
            masked_text=own_words(item.text) if item.text else None,
            is_known=known,
            find_personal=self.scanner.find,
            tell_language=self.scanner.language,
            language=item.draft_language or item.language,
            offer=organisation.offer,
            first_language=organisation.first_language,
            first_reply=not tx.answered_before(item.conversation, item.id),
            earlier_replies=tx.replies_to(item.pseudonym, item.id),
            fixed=playbook is not None and playbook.fixed,
            private_known=self._private(tx, item),
            is_case_code=self._is_case_code,
            published=tuple(self.published()),
        )
