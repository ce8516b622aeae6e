"""Check of the model of triage: can it be read, and does it fit the rules and the encoder of this version?"""

from collections.abc import Callable, Iterator
from typing import Final

from smbot.bootstrap import Application
from smbot.classify.encoder import installed_version
from smbot.classify.versions import SHIPPED_NAME
from smbot.core.messages import msg
from smbot.platforms.ports import Finding

NAME: Final = "triage"


def triage(application: Application, encoder: Callable[[], str] = installed_version) -> Iterator[Finding]:
    """Does the current version of the model of triage hold? `encoder` tells the version of that which is installed."""
    versions = application.model_versions
    model = versions.load_current()  # what cannot be read is told with its mend
    name = versions.current
    if name != SHIPPED_NAME and model.card.rules != application.rules_of_triage.version:
        yield Finding(
            check=NAME,
            what=msg("The model of triage, version {version}, was made for other rules than these.", version=name),
            why=msg("Its scores may be off."),
            fix=msg("Run “smbot train triage”, or “smbot model use shipped”."),
            advice=True,
        )
    elif not (installed := encoder()):
        yield Finding(
            check=NAME,
            what=msg("The model of triage is version {version}; the network beside it is not installed.", version=name),
            why=msg("Words and rules decide alone: more posts are labelled wrongly."),
            fix=msg(
                "Run “pip install --require-hashes -r requirements.txt” in the folder of smbot: its extra “semantic”."
            ),
            advice=True,
        )
    elif model.card.encoder != installed:
        yield Finding(
            check=NAME,
            what=msg("The model of triage, version {version}, was made for another encoder.", version=name),
            why=msg("Words and rules decide alone: more posts are labelled wrongly."),
            fix=msg("Run “smbot train triage”, or “smbot model use shipped”."),
            advice=True,
        )
    else:
        yield Finding(check=NAME, what=msg("The model of triage is version {version}.", version=name))
