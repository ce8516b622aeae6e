"""Our own side's texts, scanned without the tagger."""

from smbot.normalise.language import LanguageTeller
from smbot.redact.engine import Redactor, load_finders
from smbot.redact.scan import TextScanner

SCANNER = TextScanner(Redactor(finders=load_finders(), tagger=None), LanguageTeller())
OURS = "Thank you for writing.\nYour file is with us, please use the message button."


def test_our_own_words_are_shown_as_they_are():
    assert SCANNER.mask_changed(OURS, OURS) == OURS


def test_of_what_others_put_into_our_text_only_the_masks_are_shown():
    changed = "Hello Marguerite Exemple, thanks for writing.\nCall 604-555-0187, please."

    shown = SCANNER.mask_changed(changed, OURS)

    assert shown == "[…] […] […] […] for writing.\n[…] [PHONE_NUMBER 1][…] […]"


def test_a_mask_that_somebody_typed_into_our_text_is_shown_as_little_as_other_words():
    changed = "Thank you [MARGUERITE_EXEMPLE 1] for writing.\nCall [PHONE_NUMBER 1] or 604-555-0187"

    shown = SCANNER.mask_changed(changed, OURS)

    assert shown == "Thank you […] […] for writing.\n[…] […] […] […] [PHONE_NUMBER 1]"


def test_a_mask_that_stood_in_our_text_stays():
    assert SCANNER.mask_changed("Call [PHONE_NUMBER 1]", "Call [PHONE_NUMBER 1]") == "Call [PHONE_NUMBER 1]"
