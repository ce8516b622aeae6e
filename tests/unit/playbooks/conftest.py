"""An organisation, X's way of counting, and a folder to write playbooks into."""

from pathlib import Path

import pytest

from smbot.core.platform_rules import PlatformRules
from smbot.platforms.x.weight import weighted_length
from smbot.playbooks.fields import Bilingual, Organisation

A_PLAYBOOK = """\
name: complaint
version: 3
title:
  en: Complaint
  fr: Plainte
why:
  en: Thank the author.
  fr: Remerciez la personne.
when:
  labels: [complaint]
reply:
  en: "{greeting} Thank you. Use {private_channel}. We answer {service_standard}."
  fr: "{greeting} Merci. Utilisez {private_channel}. Nous répondons {service_standard}."
  both:
    en: Thank you. Use {private_channel}.
    fr: Merci. Utilisez {private_channel}.
hide: never
escalate_to: approver
approval: one person
"""


@pytest.fixture
def x():
    return PlatformRules(
        platform="x",
        title="X",
        limit=280,
        count=weighted_length,
        links=False,
        answers_unsummoned=False,
    )


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

    def write(*changes: tuple[str, str], name: str = "complaint") -> Path:
        text = A_PLAYBOOK
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write
