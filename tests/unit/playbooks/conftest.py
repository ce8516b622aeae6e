"""An organisation, X's way of counting, and a folder to write playbooks into."""

from pathlib import Path

import pytest
from making_playbooks import A_PLAYBOOK

from smbot.core.post_kinds import PostKind
from smbot.platforms.facebook.rules import RULES as FACEBOOK
from smbot.platforms.x.rules import RULES as X
from smbot.playbooks.choose import Situation
from smbot.playbooks.fields import Bilingual, Organisation


@pytest.fixture
def x():
    return X


@pytest.fixture
def facebook():
    return FACEBOOK


@pytest.fixture
def an_organisation():
    return Organisation(
        name=Bilingual(en="Service Example", fr="Service Exemple"),
        offer="bilingual",
        first_language="en",
        private_channel=Bilingual(
            en="the message button below this reply", fr="le bouton de message sous cette réponse"
        ),
        service_standard=Bilingual(en="within two working days", fr="d’ici deux jours ouvrables"),
    )


@pytest.fixture
def a_folder(tmp_path):
    """Write playbook files: `a_folder(("old", "new"), …, name="complaint")` replaces in a playbook that holds."""

    def write(*changes: tuple[str, str], name: str = "complaint", text: str = A_PLAYBOOK) -> Path:
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def a_situation():
    """A comment on X that complains, in English, to us."""
    return Situation(
        labels=("complaint",),
        scores={},
        platform="x",
        language="en",
        exposed=frozenset(),
        summoned=True,
        kind=PostKind.COMMENT,
    )
