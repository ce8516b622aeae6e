"""Look for the names of persons that are marked in real posts, and report how many the redactor finds.

    python -m tests.benchmarks.real_names FOLDER [--engine smbot|network|mask|presidio]

`smbot` is the redactor as it is shipped, `network` the same with `privacy.names = "network"`, `mask` with
`privacy.public_names = "mask"` besides, `presidio` spaCy's models as Presidio asks them. The marks are in
`tests/corpus/real_names.jsonl`, whose head says what a name is there: public figures too, although smbot leaves their
names readable unless told otherwise; persons who are not known to the public are counted apart. FOLDER holds the posts,
which are not part of this repository: tweets (`cardiffnlp/xlm-t`, `HKUST-KnowComp/MLMA_hate_speech`,
`IBM/twitter-customer-care-document-prediction`, all on GitHub, accounts masked) and messages of a forum
(`AxelDlv00/ToxiFrench`), as CSV files in UTF-8.

Prints one JSON object. A name is found where a mask for a name covers any character of it, found exactly where one has
its very bounds; a mask is right where it covers any of a name. Intervals of 95 % come from drawing the posts anew.
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from smbot.bootstrap import bare
from smbot.core.spans import Span
from smbot.logs import silence_libraries
from smbot.normalise.language import LanguageTeller
from smbot.redact.tagger.loading import NETWORK, SPACY, Names, load_tagger
from smbot.training import evaluate_redaction
from smbot.training.evaluate_redaction import Result
from smbot.training.intervals import rate
from smbot.training.measures import Values, divided, measured
from smbot.training.posts import GoldPost, GoldSpan

MARKS: Final = Path(__file__).parents[1] / "corpus" / "real_names.jsonl"
PERSON: Final = "PERSON"
FILES: Final = {
    "xlmt_sentiment_en.csv": ("text", "en"),
    "ibm_customer_care_first_messages_masked.csv": ("text", "en"),
    "xlmt_sentiment_fr.csv": ("text", "fr"),
    "mlma_hostility_fr.csv": ("tweet", "fr"),
    "toxifrench_balanced.csv": ("content", "fr"),
}
"""In which column of a file its posts are, and in which language."""
NORMAL, LOWER, CAPITALS, TOGETHER = "as written normally", "lower case", "capitals", "hashtag or run together"
PRIVATE: Final = "persons not known to the public"
SHORT: Final = 3
"""So many letters stand for a name in capitals without anybody shouting."""


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A row of a file that was read: its text by its digest, where names are in it, which of them are private."""

    file: str
    row: int
    digest: str
    names: tuple[tuple[int, int], ...]
    private: tuple[int, ...] = ()


def read_marks(lines: Sequence[str]) -> list[Marked]:
    """Return the marked rows; lines that begin with # are remarks."""
    rows = [json.loads(line) for line in lines if not line.startswith("#")]
    return [
        Marked(
            file=row["file"],
            row=row["row"],
            digest=row["digest"],
            names=tuple((start, end) for start, end in row["names"]),
            private=tuple(row.get("private", ())),
        )
        for row in rows
    ]


def digest(text: str) -> str:
    """Return what tells that a text is the one that was marked."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_posts(folder: Path, marks: Sequence[Marked]) -> list[GoldPost]:
    """Return the marked posts from the files in `folder`.

    Raises:
        SystemExit: A file is missing or another one than was marked; the sentence says which, and which row.
    """
    texts = {name: _texts(folder / name, FILES[name][0]) for name in dict.fromkeys(mark.file for mark in marks)}
    return [_post(mark, texts[mark.file]) for mark in marks]


def form_of(text: str, start: int, end: int) -> str:
    """Return how a name is written."""
    before, name, after = text[:start][-1:], text[start:end], text[end:][:1]
    if before in ("#", "_") or before.isalnum() or after == "_" or after.isalnum():
        return TOGETHER
    if name.islower():
        return LOWER
    return CAPITALS if name.isupper() and sum(map(str.isalpha, name)) > SHORT else NORMAL


def report(posts: Sequence[GoldPost], found: Sequence[Sequence[Span]]) -> dict[str, object]:
    """Return how many names were found, in all and by language and form, and how many masks are right."""
    masks = [[span for span in spans if span.entity == PERSON] for spans in found]
    pairs = list(zip(posts, masks, strict=True))
    slices = dict.fromkeys(each for post in posts for name in post.spans for each in _slices(post, name))
    nameless = [len(spans) for post, spans in pairs if not post.spans]
    alarms = rate(nameless, 100)
    return {
        "posts": len(posts),
        "posts with names": len(posts) - len(nameless),
        **{each: _recall(pairs, each) for each in sorted(slices)},
        "precision": _share(
            [[any(_touch(mask, name) for name in post.spans) for mask in spans] for post, spans in pairs]
        ),
        "alarms in 100 posts without names": alarms and _shown(alarms.mean, alarms.low, alarms.high),
    }


def _texts(path: Path, column: str) -> list[str]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [row[column] or "" for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError):
        raise SystemExit(f"{path} cannot be read: FOLDER must hold the files that {MARKS.name} names.") from None
    except KeyError:
        raise SystemExit(f"{path} has no column `{column}`: it is not the file that was marked.") from None


def _post(mark: Marked, texts: Sequence[str]) -> GoldPost:
    where = f"{mark.file}, row {mark.row}"
    if not 0 <= mark.row < len(texts) or digest(texts[mark.row]) != mark.digest:
        raise SystemExit(f"{where}: this is not the text that was marked. Take the file in the version that was.")
    text = texts[mark.row]
    places = [0, *(at for name in mark.names for at in name), len(text)]
    if places != sorted(places) or any(start == end for start, end in mark.names):
        raise SystemExit(f"{where}: a mark is empty, lies outside the text or overlaps another. Mend {MARKS.name}.")
    names = tuple(
        GoldSpan(start=start, end=end, entity=PERSON, forms=(PRIVATE,) if number in mark.private else ())
        for number, (start, end) in enumerate(mark.names)
    )
    return GoldPost(id=where, text=text, lang=FILES[mark.file][1], spans=names)


def _touch(mask: Span, name: GoldSpan) -> bool:
    return mask.start < name.end and name.start < mask.end


def _slices(post: GoldPost, name: GoldSpan) -> Iterator[str]:
    yield "all"
    yield f"language {post.lang}"
    yield form_of(post.text, name.start, name.end)
    yield from name.forms


def _recall(pairs: Sequence[tuple[GoldPost, list[Span]]], part: str) -> dict[str, object]:
    def of(is_found: Callable[[Span, GoldSpan], bool]) -> list[list[bool]]:
        return [
            [any(is_found(mask, name) for mask in masks) for name in post.spans if part in _slices(post, name)]
            for post, masks in pairs
        ]

    overlap, exact = of(_touch), of(lambda mask, name: (mask.start, mask.end) == (name.start, name.end))
    return {"names": sum(map(len, overlap)), "found": _share(overlap), "found exactly": _share(exact)}


def _share(judged: Sequence[Sequence[bool]]) -> dict[str, object] | None:
    """Return the share of what holds, over all posts; None where there is nothing to judge."""
    hits = np.array([sum(each) for each in judged], dtype=np.float64)
    of = np.array([len(each) for each in judged], dtype=np.float64)

    def statistic(weights: Values) -> Values:
        return divided(weights @ hits, weights @ of)

    share = measured({(): statistic}, len(judged), seed=1)[()]
    return _shown(share.value, share.low, share.high) if share is not None else None


def _shown(value: float, low: float, high: float) -> dict[str, object]:
    return {"value": round(value, 3), "from": round(low, 3), "to": round(high, 3)}


def smbot(posts: Sequence[GoldPost], names: Names = SPACY, *, public: bool = False) -> Result:
    """Let the shipped redactor look, with the settings of the example file but for the models of `names`."""
    application = bare()
    redactor = application.redactor(load_tagger(names, public=public))
    return evaluate_redaction.ours(posts, redactor, application.teller, lambda _posts: None)


def masking_all(posts: Sequence[GoldPost]) -> Result:
    """Let the redactor look that masks names of people known to the public as well."""
    return smbot(posts, NETWORK, public=True)


def network(posts: Sequence[GoldPost]) -> Result:
    """Let the redactor look with the network for second opinions."""
    return smbot(posts, NETWORK)


def presidio(posts: Sequence[GoldPost]) -> Result:
    """Let spaCy's models look, as Presidio asks them."""
    return evaluate_redaction.vanilla(posts, LanguageTeller(), lambda _posts: None)


ENGINES: Final = {"smbot": smbot, "network": network, "mask": masking_all, "presidio": presidio}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--engine", choices=ENGINES, default="smbot")
    arguments = parser.parse_args()
    posts = read_posts(arguments.folder, read_marks(MARKS.read_text("utf-8").splitlines()))
    silence_libraries()
    result = ENGINES[arguments.engine](posts)
    not_shown = {"not redacted": result.refused, "withheld as another language's": len(result.withheld or ())}
    print(json.dumps({"engine": arguments.engine, **report(posts, result.spans), **not_shown}, indent=1))


if __name__ == "__main__":
    main()
