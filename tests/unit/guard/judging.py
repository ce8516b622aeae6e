"""Judges a reply beside its post as `smbot guard` does: the real redactor masks the post, digests are compared."""

from functools import cache

from smbot.bootstrap import Application, bare
from smbot.core.marked import own_words
from smbot.core.platform_rules import PlatformRules
from smbot.guard.check import check
from smbot.guard.context import GuardContext
from smbot.raw.box import RawText
from smbot.redact.mask import Redaction
from smbot.redact.stage import Fields, redact_posts
from smbot.redact.tagger.loading import load_tagger
from smbot.registry import load_platform
from smbot.vault.digest import Digester, digest_tokens

PUBLISHED = ("1-800-555-0100", "servicenord@example.ca", "@servicenord", "1 Harbour Square")
DIGESTER = Digester(b"k" * 32)


@cache
def application() -> Application:
    return bare(PUBLISHED)


@cache
def _redactor():
    return application().redactor(load_tagger())


@cache
def _rules(platform: str) -> PlatformRules:
    return load_platform(platform).rules


@cache
def redacted(post: str) -> Redaction:
    (result,) = redact_posts([Fields(text=RawText(post))], _redactor(), application().teller)
    assert isinstance(result, Redaction)
    return result


def context_of(post: str, language: str, platform: str = "x") -> GuardContext:
    redaction = redacted(post)
    known = digest_tokens(DIGESTER, "c", redaction.tokens)
    return GuardContext(
        platform=_rules(platform),
        template_text="",
        masked_text=own_words(redaction.text),
        is_known=lambda token: DIGESTER.token("c", token) in known,
        find_personal=application().scanner.find,
        tell_language=application().scanner.language,
        language=language,
        offer="bilingual",
        first_language="en",
        first_reply=False,
        published=PUBLISHED,
    )


def refusals(post: str, reply: str, language: str) -> list[tuple[str, str]]:
    """Return each rule that refuses the reply, with the words it points at."""
    findings = check(reply, context_of(post, language))
    return [(found.rule, reply[found.start : found.end]) for found in findings if found.refuses]
