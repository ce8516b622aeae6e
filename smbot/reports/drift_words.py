"""How triage fares, in sentences: what moved, how sure it is, how the languages part, what people said otherwise."""

from collections.abc import Iterator
from typing import Final

from smbot.core.messages import Message, msg
from smbot.core.words import label_name
from smbot.reports.drift import BAND, TriageHealth
from smbot.reports.model import SPOKEN

NEW_VERSION: Final = msg("the new rules or model are why")
NEW_POSTS: Final = msg("people write of other things, or triage errs")


def health_findings(health: TriageHealth) -> Iterator[Message]:
    """Yield how triage fares in sentences, warnings first."""
    if health.changed:
        yield msg("Rules or model changed in this time: shares before and after are not of one kind.")
    for move in health.moved:
        yield msg(
            "{what}: {now} of {posts} posts, in the four weeks before {before} of {earlier}. Chance seldom moves a "
            "share so far (two-proportion z-test): look whether {cause}.",
            what=_named(move.key),
            now=move.now.hits,
            posts=move.now.of,
            before=move.before.hits,
            earlier=move.before.of,
            cause=NEW_VERSION if health.changed else NEW_POSTS,
        )
    yield from _figures(health)
    if health.corrected.now.of:
        yield msg(
            "People gave other labels to {count} of {posts} posts.",
            count=health.corrected.now.hits,
            posts=health.corrected.now.of,
        )
    if estimate := health.missed.estimated:
        about, low, high = estimate
        yield msg(
            "Access requests missed: officers found {found} in {answered} posts drawn at random. Among the {unflagged} "
            "posts of those weeks without the label that is about {about}, between {low} and {high} (95 %).",
            found=health.missed.found.hits,
            answered=health.missed.found.of,
            unflagged=health.missed.unflagged,
            about=about,
            low=low,
            high=high,
        )
    else:
        yield msg("What triage misses is not known: no officer has answered for a drawn post yet.")


def _figures(health: TriageHealth) -> Iterator[Message]:
    band, all_posts = health.band, health.confidence["all"]
    if band.now.hits or band.before.hits:
        yield msg(
            "Possible access requests to look at, not sure enough to be called requests: {now} of {posts} posts, in "
            "the four weeks before {before} of {earlier}.",
            now=band.now.hits,
            posts=band.now.of,
            before=band.before.hits,
            earlier=band.before.of,
        )
    if all_posts.now is not None:
        yield msg(
            "Mean confidence in the first label, of 100: {now}, in the four weeks before {before}; in English "
            "{english}, in French {french}.",
            now=_of_100(all_posts.now),
            before=_of_100(all_posts.before),
            english=_of_100(health.confidence["en"].now),
            french=_of_100(health.confidence["fr"].now),
        )
    known = [gap for gap in health.gaps if gap.value]
    if known:
        widest = max(known, key=lambda gap: abs(gap.value or 0.0))
        english, french = (widest.shares[language] for language in SPOKEN)
        yield msg(
            "Widest gap between the languages: {label}, {english} of {english_posts} posts in English, {french} of "
            "{french_posts} in French.",
            label=label_name(widest.key),
            english=english.hits,
            english_posts=english.of,
            french=french.hits,
            french_posts=french.of,
        )


def _of_100(share: float | None) -> str:
    return "–" if share is None else str(round(100 * share))


def _named(key: str) -> Message:
    if key == BAND:
        return msg("Possible access requests to look at")
    return label_name(key)
