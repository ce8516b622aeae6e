"""The guard and the playbooks meet: every shipped draft passes, told by the real language detector."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from lingua import Language, LanguageDetectorBuilder

from smbot.guard.check import check
from smbot.playbooks.fields import Bilingual, Organisation
from smbot.playbooks.load import load_folder
from smbot.playbooks.render import variants

ORGANISATION = Organisation(
    name=Bilingual(en="Service Example", fr="Service Exemple"),
    offer="bilingual",
    first_language="en",
    private_channel=Bilingual(en="the message button below this reply", fr="le bouton de message sous cette réponse"),
    service_standard=Bilingual(en="within two working days", fr="d’ici deux jours ouvrables"),
)
ANSWERING = [p for p in load_folder(Path(__file__).parents[3] / "playbooks") if p.reply is not None]


@pytest.fixture(scope="module")
def tell_language():
    detector = LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.FRENCH).build()
    codes = {Language.ENGLISH: "en", Language.FRENCH: "fr", None: "und"}
    return lambda text: codes[detector.detect_language_of(text)]


@pytest.mark.parametrize("playbook", ANSWERING, ids=lambda playbook: playbook.name)
@pytest.mark.parametrize("language", ["en", "fr", "und"])
@pytest.mark.parametrize("case", list(product(["bilingual", "french", "english"], ["en", "fr"])), ids="-".join)
def test_every_shipped_draft_passes_the_guard(a_context, tell_language, playbook, language, case):
    offer, first = case
    organisation = replace(ORGANISATION, offer=offer, first_language=first)
    drafts = variants(playbook, language=language, organisation=organisation)

    for draft in drafts:
        context = a_context(
            "Hélène Service",
            draft.text,
            template_text=draft.text,
            masked_text=draft.text,
            language=draft.language,
            offer=offer,
            first_language=first,
            tell_language=tell_language,
            fixed=playbook.fixed,
        )

        assert check(draft.text, context) == ()
    assert drafts
