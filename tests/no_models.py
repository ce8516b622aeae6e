"""The product without its models of language: for tests about order and keeping, and for what all else costs."""

from collections.abc import Sequence

from smbot.bootstrap import Application
from smbot.classify.cascade import Cascade
from smbot.core.spans import Span


class NoNames:
    """No tagger: rules alone mask."""

    def find(self, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
        """Find nothing."""
        return [() for _ in texts]


def without_network(application: Application) -> Cascade:
    """Return what labels mentions by rules and words alone."""
    model = application.model_versions.load_current()
    return Cascade(labels=application.labels, rules=application.rules_of_triage, model=model, encoder=None)


def leave_out_network(application: Application) -> None:
    """Let words and rules alone label."""
    application.__dict__["classifier"] = without_network(application)
