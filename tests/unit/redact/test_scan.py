"""Our own side's texts, scanned without the name models."""

from smbot.normalise.language import LanguageTeller
from smbot.redact.engine import Redactor, load_finders
from smbot.redact.scan import TextScanner

SCANNER = TextScanner(Redactor(finders=load_finders(), names=None), LanguageTeller())
OURS = "Thank you for writing.\nYour file is with us, please use the message button."


def test_our_own_words_are_shown_as_they_are():
    assert SCANNER.mask_changed(OURS, OURS) == OURS


def test_of_what_others_put_into_our_text_only_the_masks_are_shown():
    changed = "Hello Marguerite Exemple, thanks for writing.\nCall 604-555-0187, please."

    shown = SCANNER.mask_changed(changed, OURS)

    assert shown == "[…] […] […] […] for writing.\n[…] [PHONE_NUMBER 1][…] […]"
