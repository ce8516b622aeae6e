"""Gives the values behind masks their numbers: one value has one number in the whole of a conversation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from smbot.core.handle import PlatformHandle
from smbot.core.mention import Mention
from smbot.core.parts import RedactedPart
from smbot.pipeline.ports import PipelineTransaction
from smbot.raw.box import RawText
from smbot.raw.post import RawPost
from smbot.redact.mask import RedactionOfPart, renumber
from smbot.vault.digest import Digester, digest_values


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """Numbers what is masked in a mention and in its parts."""

    digester: Digester

    def text(self, tx: PipelineTransaction, mention: Mention, values: Sequence[RawText]) -> Mention:
        """Return the mention with the numbers that its conversation gives the values behind its masks."""
        text = mention.text
        if text is None:
            return mention
        of_kind = [(mask.entity, value) for mask, value in zip(text.masks, values, strict=True) if mask.number]
        digests = digest_values(self.digester, mention.conversation, of_kind)
        named = [(entity, digest) for (entity, _), digest in zip(of_kind, digests, strict=True)]
        given = iter(tx.number_masks(mention.conversation, named))
        return replace(mention, text=renumber(text, [next(given) if mask.number else 0 for mask in text.masks]))

    def parts(
        self, tx: PipelineTransaction, mention: Mention, raw: RawPost | None, found: Sequence[RedactionOfPart]
    ) -> tuple[RedactedPart, ...]:
        """Return parts numbered, each with the post it stands in; without those of posts that are gone meanwhile."""
        posts = [self._post(raw.platform, part.post_id) for part in raw.parts] if raw is not None else []
        gone = tx.gone_posts(posts)
        told = ((part, post) for part, post in zip(found, posts, strict=False) if post not in gone)  # withheld: none
        return tuple(replace(self._part(tx, mention, part), post=post) for part, post in told)

    def _post(self, platform: str, post_id: str) -> str:
        """Return the digest of the post that a part stands in; "" for what stands in the post itself."""
        named = PlatformHandle(post_id=post_id, first_id=post_id, author_id="")
        return self.digester.post(platform, named) if post_id else ""

    def _part(self, tx: PipelineTransaction, mention: Mention, part: RedactionOfPart) -> RedactedPart:
        if part.redaction is None:
            return RedactedPart(kind=part.kind, text=None)
        if not part.redaction.spans:
            return RedactedPart(kind=part.kind, text=part.redaction.text)
        alone = self.text(tx, replace(mention, text=part.redaction.text), part.redaction.values)
        return RedactedPart(kind=part.kind, text=alone.text)
