"""The redactor: rules and names together, failures of one post alone, what stays readable."""

from collections.abc import Iterable, Iterator, Sequence

import pytest
from presidio_analyzer import Pattern, PatternRecognizer

from smbot.core.errors import ConfigurationError, RedactionError
from smbot.core.spans import Span
from smbot.normalise.language import LanguageTeller
from smbot.normalise.offsets import OffsetMap
from smbot.normalise.stage import Normalised
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.raw.post import RawPerson
from smbot.redact.allow import AllowList
from smbot.redact.doubt import Doubt
from smbot.redact.engine import BUILT_IN, MAX_CHARACTERS, Redactor, load_finders
from smbot.redact.mask import Redaction
from smbot.redact.stage import Fields, redact_posts

TELLER = LanguageTeller()


class FakeNames:
    """Finds the word "Zora"; fails on the word "poison"."""

    def __init__(self) -> None:
        self.languages: list[str] = []

    def find(self, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
        self.languages.append(language)
        if any("poison" in text for text in texts):
            raise ValueError("poison")
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> tuple[Span, ...]:
        at = text.find("Zora")
        return (Span(start=at, end=at + 4, entity="PERSON", score=0.7, recognizer="fake"),) if at >= 0 else ()


def redact(
    *texts: str,
    tagger: FakeNames | None = None,
    allow: AllowList | None = None,
    known: tuple[str, ...] = (),
    **extra: object,
) -> list[Redaction | RedactionError]:
    finders = load_finders() | extra  # type: ignore[operator]
    redactor = Redactor(finders=finders, tagger=tagger, allow=allow)
    return redact_posts([Fields(text=RawText(text), known=known) for text in texts], redactor, TELLER)


def masked(*texts: str, **options: object) -> list[str]:
    return [one.text.text if isinstance(one, Redaction) else one.cause for one in redact(*texts, **options)]  # type: ignore[arg-type]


def test_rules_of_both_languages_run_on_every_post() -> None:
    assert masked("I live at 350 rue Principale and mon NAS est 046 454 286, call 604-555-0187") == [
        "I live at [STREET_ADDRESS 1] and mon NAS est [CA_SIN 1], call [PHONE_NUMBER 1]"
    ]


def test_the_same_value_has_the_same_number_however_it_is_written() -> None:
    text = "Call 604-555-0187 or 418-555-0123. I said (604) 555 0187!"

    assert masked(text) == ["Call [PHONE_NUMBER 1] or [PHONE_NUMBER 2]. I said [PHONE_NUMBER 1]!"]


def test_spans_are_places_in_the_original_and_cover_the_whole_disguise() -> None:
    text = "caf&eacute; call six oh four 5\u200b55 01 87 now"

    [result] = redact(text)

    assert isinstance(result, Redaction)
    assert [text[span.start : span.end] for span in result.spans] == ["six oh four 5\u200b55 01 87"]
    assert result.text.text == "caf&eacute; call [PHONE_NUMBER 1] now"


def test_tokens_hold_what_the_masks_hide_both_as_written_and_folded() -> None:
    [result] = redact("call six oh four 555 01 87, I am at anne.roy@example.ca")

    assert isinstance(result, Redaction)
    tokens = {open_raw(token) for token in result.tokens}
    assert {"6045550187", "anne"} <= tokens


def test_names_are_sought_in_the_languages_of_the_post() -> None:
    tagger = FakeNames()

    results = masked(
        "I asked Zora about the forms at the counter", "Ma voisine est très gentille avec nous, merci", tagger=tagger
    )

    assert results[0] == "I asked [PERSON 1] about the forms at the counter"
    assert tagger.languages == ["en", "fr"]


def test_a_failing_rule_quarantines_its_post_alone_and_names_the_type_only() -> None:
    def failing(text: str) -> Iterator[Span]:
        if "secret" in text:
            raise KeyError(text)
        yield from ()

    fine, failed = redact("call 604-555-0187", "my secret 604-555-0188", failing=failing)

    assert isinstance(fine, Redaction)
    assert isinstance(failed, RedactionError)
    assert str(failed) == "Redaction failed (KeyError)."
    assert failed.__cause__ is None
    assert failed.__context__ is None


def test_a_recognizer_that_points_outside_the_text_quarantines_the_post() -> None:
    def wild(text: str) -> Iterator[Span]:
        yield Span(start=0, end=len(text) + 1, entity="PERSON", score=1, recognizer="wild")

    [failed] = redact("hello there", wild=wild)

    assert isinstance(failed, RedactionError)
    assert failed.cause == "ValueError"


def test_a_post_that_breaks_the_name_model_does_not_break_its_batch() -> None:
    results = redact(
        "I asked Zora about this", "there is poison in this one", "Zora again at the door", tagger=FakeNames()
    )

    assert [isinstance(result, RedactionError) for result in results] == [False, True, False]


def test_a_post_that_is_too_long_is_quarantined() -> None:
    assert masked("a" * (MAX_CHARACTERS + 1), "hello") == ["TooLong", "hello"]


def test_the_authors_own_name_and_handle_are_masked_where_they_stand() -> None:
    assert masked("signed zed Quux, aka quuxy99", known=("Zed Quux", "@quuxy99")) == [
        "signed [PERSON 1], aka [HANDLE 1]"
    ]


def test_published_details_stay_readable() -> None:
    allow = AllowList(
        values=frozenset({"604-555-0187", "12 Main Street"}),
        domains=frozenset({"agency.example"}),
        handles=frozenset({"@Agency"}),
    )

    assert masked("call (604) 555-0187, info@agency.example, 12 Main Street, @agency", allow=allow) == [
        "call (604) 555-0187, info@agency.example, 12 Main Street, @agency"
    ]


def test_public_bodies_and_figures_stay_readable() -> None:
    text = "@CanRevAgency @ServiceCanada_E Mr. Carney promised"

    assert masked(text, allow=AllowList(names=frozenset({"Carney"}))) == [text]


def test_a_post_in_a_language_without_recognizers_is_masked_by_rules_and_withheld() -> None:
    [result] = redact("hola amigos necesito ayuda con mi pasaporte, llevo esperando muchos meses, 604-555-0187")

    assert isinstance(result, Redaction)
    assert result.withheld
    assert result.language == "es"
    assert "[PHONE_NUMBER 1]" in result.text.text


def test_what_looks_like_a_mask_but_was_typed_is_not_in_the_ledger() -> None:
    [result] = redact("[PERSON 1] called <PERSON> at 604-555-0187")

    assert isinstance(result, Redaction)
    assert [mask.entity for mask in result.text.masks] == ["PHONE_NUMBER"]


@pytest.mark.parametrize("enabled", [["phone", "no_such"], ["Phone"]])
def test_a_configured_recognizer_that_is_not_there_stops_the_start(enabled: list[str]) -> None:
    with pytest.raises(ConfigurationError, match="There is no recognizer"):
        load_finders(enabled)


def test_another_package_may_not_take_a_built_in_name() -> None:
    with pytest.raises(ConfigurationError, match="Two recognizers"):
        load_finders(BUILT_IN, {"phone": lambda _text: iter(())})


def test_only_the_enabled_recognizers_run() -> None:
    redactor = Redactor(finders=load_finders(["email"]), tagger=None)

    [result] = redact_posts([Fields(text=RawText("a@example.ca 604-555-0187"))], redactor, TELLER)

    assert isinstance(result, Redaction)
    assert result.text.text == "[EMAIL_ADDRESS 1] 604-555-0187"


def test_a_handle_that_holds_the_organisations_own_stays_readable() -> None:
    allow = AllowList(handles=frozenset({"@exampleservice"}))

    assert masked("@exampleservice_help and @jane_doe88, look", allow=allow) == [
        "@exampleservice_help and [HANDLE 1], look"
    ]


def test_a_short_handle_of_the_organisation_opens_no_others() -> None:
    assert masked("@annettc", allow=AllowList(handles=frozenset({"ttc"}))) == ["[HANDLE 1]"]


def test_a_call_to_everyone_and_the_north_poles_postal_code_stay() -> None:
    text = "@everyone write to H0H 0H0"

    assert masked(text) == [text]


def test_a_name_is_masked_wherever_the_post_repeats_it() -> None:
    assert masked("My name is Mina Oduya. The card says Oduya-Smith, not Oduya.") == [
        "My name is [PERSON 1]. The card says [PERSON 2], not [PERSON 3]."
    ]


class BadgeRecognizer(PatternRecognizer):
    """A recognizer as a Presidio user writes it."""

    def __init__(self, supported_language: str = "en", entity: str = "CASE_NUMBER") -> None:
        pattern = Pattern("badge", r"\bBDG-[0-9]{4}\b", 0.8)
        super().__init__(entity, patterns=[pattern], supported_language=supported_language, name="badge")


class OddRecognizer(BadgeRecognizer):
    """One that finds a kind that smbot has no word for."""

    def __init__(self, supported_language: str = "en") -> None:
        super().__init__(supported_language, "ACME_BADGE")


@pytest.mark.parametrize("language", ["en", "fr", "mixed", "und"])
def test_a_recognizer_written_for_presidio_serves_every_language(language: str) -> None:
    redactor = Redactor(finders=load_finders(["email"]), tagger=None, others=[BadgeRecognizer])
    text = RawText("lost BDG-4471 today")
    post = Normalised(folded=text, offsets=OffsetMap(19), language=language)

    [spans] = redactor.find([post], [()])

    assert [(span.start, span.end, span.entity) for span in spans] == [(5, 13, "CASE_NUMBER")]


def test_a_recognizer_of_an_unknown_kind_stops_the_start() -> None:
    with pytest.raises(ConfigurationError, match="OddRecognizer.*ACME_BADGE"):
        Redactor(finders=load_finders(["email"]), tagger=None, others=[OddRecognizer])


def test_a_function_that_finds_an_unknown_kind_quarantines_the_post() -> None:
    def find(_text: str) -> Iterator[Span]:
        if _text == "text":  # not where it is tried at the start
            yield Span(start=0, end=4, entity="ACME_BADGE", score=0.9, recognizer="acme")

    redactor = Redactor(finders=load_finders(["email"]), tagger=None, others=[find])

    [found] = redactor.find([Normalised(folded=RawText("text"), offsets=OffsetMap(4), language="en")], [()])

    assert isinstance(found, RedactionError)


class Stumbling(AllowList):
    """An allow-list that fails where somebody is called poison."""

    def allows(self, span: Span, value: str) -> bool:
        if "poison" in value.lower():
            raise LookupError(value)
        return super().allows(span, value)


def test_a_post_that_breaks_what_follows_the_recognizers_fails_alone() -> None:
    allow = Stumbling()

    results = masked("my name is Zora Quux, Quux", "my name is Poison Quux", "Quux, poison", allow=allow)

    assert results == ["my name is [PERSON 1], [PERSON 2]", "LookupError", "Quux, poison"]


def test_a_person_beside_a_post_whose_name_cannot_be_judged_fails_that_post_alone() -> None:
    redactor = Redactor(finders={}, tagger=None, allow=Stumbling())
    people = (RawPerson(name="Zed", handle="poison"),)

    failed, fine = redact_posts(
        [Fields(text=RawText("hello"), people=people), Fields(text=RawText("hello"))], redactor, TELLER
    )

    assert isinstance(failed, RedactionError)
    assert failed.cause == "LookupError"
    assert isinstance(fine, Redaction)


def test_an_error_of_the_thresholds_is_the_one_posts_too() -> None:
    class Wrong(Doubt):
        def judge(self, spans: Iterable[Span]) -> Iterator[Span]:
            for span in spans:
                if span.entity == "EMAIL_ADDRESS":
                    raise ZeroDivisionError
                yield span

    redactor = Redactor(finders=load_finders(), tagger=None, doubt=Wrong())

    failed, fine = redact_posts(
        [Fields(text=RawText("a@example.ca")), Fields(text=RawText("604-555-0187"))], redactor, TELLER
    )

    assert isinstance(failed, RedactionError)
    assert isinstance(fine, Redaction)
    assert fine.text.text == "[PHONE_NUMBER 1]"
