"""What the guard must know of the post, the playbook and the platform to judge a reply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from smbot.core.platform_rules import PlatformRules
from smbot.core.spans import Span


def never(_text: str) -> bool:
    """Say no: nothing was said in private, or nothing is a case code."""
    return False


@dataclass(frozen=True, kw_only=True)
class GuardContext:
    """The reply's surroundings; no value in it is raw.

    `template_text` is the playbook rendered afresh for this mention, never a stored draft that somebody
    may have edited: what a reply takes from it unchanged is exempt from the rules on echo, quotes and
    personal information. Empty where the reply was written without a playbook.
    `masked_text` is the post after redaction, or None where it is withheld; of its masks only gaps are left, since
    they are not the author's words (`smbot.core.marked.own_words`). A mask that the author typed is.
    `is_known` says whether a canonical token, or a trace (`smbot.core.traces`), is among the conversation's keyed
    digests; `private_known` says the same of what was said in private: its tokens and traces, and the runs of its words
    (`smbot.core.canon.word_runs`).
    `find_personal` finds personal information in the reply and leaves out what the organisation publishes:
    `published`, numbers, addresses, accounts and links, which every rule leaves alone but that on links.
    `is_case_code` tells smbot's own case codes, which may stand in public.
    `fixed` says that the playbook allows no edit.
    `earlier_replies` are replies to the same author under other posts, sent or on their way.
    `language` is the author's or the draft's: "en" or "fr"; "mul" and all others are answered in both.
    """

    platform: PlatformRules
    template_text: str
    masked_text: str | None
    is_known: Callable[[str], bool]
    find_personal: Callable[[str], tuple[Span, ...]]
    tell_language: Callable[[str], str]
    language: str
    offer: Literal["bilingual", "french", "english"]
    first_language: Literal["en", "fr"]
    first_reply: bool
    earlier_replies: frozenset[str] = frozenset()
    fixed: bool = False
    private_known: Callable[[str], bool] = never
    is_case_code: Callable[[str], bool] = never
    published: tuple[str, ...] = ()
