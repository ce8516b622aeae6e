"""How much of the personal information in the demonstration's posts is masked, and how they are labelled.

    python -m tests.benchmarks.demo_posts

Prints one JSON object: by language, values found whole, false alarms, and recall and precision of each label, each
with the counts behind it. The posts were written apart from the rules; the kinds of values missed at the first
measurement were named to who mended the rules, so masking is no longer quite unseen. Triage is.
"""

import json
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files

from smbot.bootstrap import bare
from smbot.logs import silence_libraries
from smbot.raw.box import RawText
from smbot.redact.mask import Redaction
from smbot.redact.stage import Fields, redact_posts
from smbot.redact.tagger.loading import load_tagger


def found_whole(text: str, value: str, redaction: Redaction) -> bool:
    """Say whether every letter and digit of `value`, where it last stands in `text`, is under a mask."""
    start = text.rfind(value)
    covered = {place for span in redaction.spans for place in range(span.start, span.end)}
    return all(place in covered or not text[place].isalnum() for place in range(start, start + len(value)))


def false_alarms(text: str, private: list[str], redaction: Redaction) -> int:
    """Count masks that touch nothing private."""
    personal = {
        place
        for value in private
        for start in range(len(text))
        if text.startswith(value, start)
        for place in range(start, start + len(value))
    }
    return sum(personal.isdisjoint(range(span.start, span.end)) for span in redaction.spans)


def share(part: int, whole: int) -> str:
    """Return "part/whole = share"."""
    return f"{part}/{whole} = {part / whole:.2f}" if whole else "0/0"


def main() -> None:
    """Measure."""
    silence_libraries()
    posts = [json.loads(line) for line in files("smbot.demo").joinpath("posts.jsonl").read_text("utf-8").splitlines()]
    application = bare()
    # The demonstration's organisation publishes these; they are near misses, not private.
    organisation = application.settings.organisation.model_copy(
        update={"published": ("1-800-555-0100", "@servicenord")}
    )
    application.settings = application.settings.model_copy(update={"organisation": organisation})
    redactor = application.redactor(load_tagger())
    asked = [Fields(text=RawText(post["text"]), hint=post["language"]) for post in posts]
    redactions = [r for r in redact_posts(asked, redactor, application.teller) if isinstance(r, Redaction)]
    values: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    wanted: Counter[tuple[str, str]] = Counter()
    given: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for post, redaction in zip(posts, redactions, strict=True):
        language = post["language"]
        values[language] += len(post["private"])
        found[language] += sum(found_whole(post["text"], value, redaction) for value in post["private"])
        alarms[language] += false_alarms(post["text"], post["private"], redaction)
        labels = application.classifier.triage(redaction.text.text, redaction.language).labels
        wanted.update((language, label) for label in post["labels"])
        given.update((language, label) for label in labels)
        right.update((language, label) for label in labels if label in post["labels"])
    print(json.dumps(report(posts, values, found, alarms, wanted, given, right), indent=2))


def report(
    posts: list[Mapping[str, str]],
    values: Counter[str],
    found: Counter[str],
    alarms: Counter[str],
    wanted: Counter[tuple[str, str]],
    given: Counter[tuple[str, str]],
    right: Counter[tuple[str, str]],
) -> dict[str, object]:
    """Put the counts into words."""
    labels = sorted({label for _, label in wanted})
    return {
        language: {
            "posts": sum(post["language"] == language for post in posts),
            "values masked whole": share(found[language], values[language]),
            "false masks": alarms[language],
            "labels": {
                label: {
                    "recall": share(right[language, label], wanted[language, label]),
                    "precision": share(right[language, label], given[language, label]),
                }
                for label in labels
            },
        }
        for language in ("en", "fr", "mixed")
    }


if __name__ == "__main__":
    main()
