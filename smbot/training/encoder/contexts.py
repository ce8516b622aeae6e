"""Sentences about people, written by hand with a place for a name: news, comments, jokes, scores, quarrels.

The corpus holds posts to public bodies, in which strangers' names are few and those of people known to the public stay
readable. In the wild a name is a name in any sentence, whoever bears it.
"""

import random
import re
from dataclasses import dataclass
from importlib import resources
from typing import Final

from smbot.redact.tagger.lists import entries
from smbot.training.encoder.segments import PERSON, PUBLIC, Segment, invented_name

FOLDER: Final = resources.files("smbot.training.encoder").joinpath("contexts")
FILES: Final = ("en.txt", "fr.txt")
KNOWN: Final = "known.txt"
NOBODY: Final = "nobody.txt"
"""Entries of the list of public figures that stand for no person."""
KNOWN_SHARE: Final = 0.55
"""Of the places, so many hold the name of somebody known to the public."""
OFFICE: Final = "office: "
"""Begins a sentence in which whoever is named acts in a public office."""
_PLACE: Final = re.compile(r"\{([NGL])\}")


@dataclass(frozen=True, kw_only=True)
class Contexts:
    """Sentences, and names of people who are known to the public."""

    sentences: tuple[str, ...]
    known: tuple[str, ...]

    def draw(self, count: int, source: random.Random) -> list[list[Segment]]:
        """Return so many posts of one sentence or two, each with names of known and unknown people."""
        return [self._post(source) for _ in range(count)]

    def _post(self, source: random.Random) -> list[Segment]:
        chosen = source.sample(self.sentences, 1 if source.random() < 0.8 else 2)
        parts: list[Segment] = []
        for sentence in chosen:
            parts += [*([Segment(text=" ")] if parts else []), *self.filled(sentence, source)]
        return parts

    def filled(self, sentence: str, source: random.Random) -> list[Segment]:
        """Return a sentence with names in its places."""
        office = sentence.startswith(OFFICE)
        text = sentence.removeprefix(OFFICE)
        found, at = [], 0
        for place in _PLACE.finditer(text):
            found.append(Segment(text=text[at : place.start()]))
            is_known = source.random() < KNOWN_SHARE
            name = source.choice(self.known) if is_known else invented_name(source)
            words = name.split(" ")
            if len(words) > 1 and place[1] != "N":
                name = words[0] if place[1] == "G" else " ".join(words[1:])
            found.append(Segment(text=name, entity=PUBLIC if is_known or office else PERSON))
            at = place.end()
        found.append(Segment(text=text[at:]))
        return [part for part in found if part.text]


def load_contexts() -> Contexts:
    """Read the sentences and the names."""
    listed = {_capitals(entry) for entry in entries("public") - {*_lines(NOBODY)}}
    return Contexts(
        sentences=tuple(line for name in FILES for line in _lines(name)),
        known=tuple(sorted({*listed, *_lines(KNOWN)})),
    )


def _lines(name: str) -> list[str]:
    lines = (line.strip() for line in FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _capitals(entry: str) -> str:
    return re.sub(r"(?<![^\W\d_'])[^\W\d_]", lambda letter: letter[0].upper(), entry)
