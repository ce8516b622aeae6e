"""What decides which labels a masked text gets; rules today, models behind the same port later."""

from typing import Protocol

from smbot.core.mention import Triage


class Classifier(Protocol):
    """Gives labels, scores and evidence to masked text. Implementations are pure: same text, same answer."""

    version: str
    """Name and content hash, kept with every decision so that it can be explained later."""

    def triage(self, text: str, language: str) -> Triage:
        """Return the labels of `text`, which is masked already; `language` is ``en`` or ``fr``.

        Evidence is in code points of `text`. A post in both languages is read in both, whatever `language` says.
        """
        ...
