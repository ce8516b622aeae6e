"""``smbot redact``: JSON lines in, JSON lines out, in order, whatever a line holds."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from smbot.core.spans import Operator, Span
from smbot.normalise.language import LanguageTeller
from smbot.redact.engine import MAX_CHARACTERS, Redactor, load_finders
from smbot.redact.jsonl import MAX_LINE, redact_lines
from smbot.redact.operators import Operators, Rule

TELLER = LanguageTeller()
REDACTOR = Redactor(finders=load_finders(), tagger=None)


def run(lines: Iterable[str], **options: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in redact_lines(lines, REDACTOR, TELLER, **options)]


def test_a_line_gives_its_masked_text_with_places_in_the_input() -> None:
    text = "é👍 appelez-moi au 514 555 01 99 svp"

    [out] = run([json.dumps({"id": "p1", "text": text})])

    [entity] = out["entities"]
    assert (out["id"], out["language"]) == ("p1", "fr")
    assert out["text"] == "é👍 appelez-moi au [PHONE_NUMBER 1] svp"
    assert text[entity["start"] : entity["end"]] == "514 555 01 99"
    assert (entity["type"], entity["recognizer"]) == ("PHONE_NUMBER", "phone")
    assert 0 < entity["score"] <= 1


@pytest.mark.parametrize(
    ("line", "identity", "error"),
    [
        ("{broken 604-555-0187", None, "not JSON"),
        ("[1, 2]", None, "not an object"),
        ("null", None, "not an object"),
        ('{"text": "hello"}', None, "field id"),
        ('{"id": null, "text": "hello"}', None, "field id"),
        ('{"id": true, "text": "hello"}', None, "field id"),
        ('{"id": 1.5, "text": "hello"}', None, "field id"),
        ('{"id": "a"}', "a", "field text"),
        ('{"id": "a", "text": null}', "a", "field text"),
        ('{"id": "a", "text": ["604-555-0187"]}', "a", "field text"),
        ('{"id": "a", "text": "hello", "lang": 3}', "a", "field lang"),
        ('{"id": "a", "text": "x", "text": "604-555-0187"}', None, "twice"),
        ("[" * 100_000, None, "not JSON"),
        ('{"id": ' + "9" * 5_000 + ', "text": "a"}', None, "not JSON"),
        (json.dumps({"id": "a", "text": "x" * (MAX_CHARACTERS + 1)}), "a", "characters"),
        (json.dumps({"id": "a", "text": "x" * MAX_LINE}), None, "characters"),
    ],
)
def test_a_bad_line_gives_an_error_without_its_text_and_the_rest_goes_on(
    line: str, identity: str | None, error: str
) -> None:
    before, bad, after = run(['{"id": 1, "text": "one"}', line, '{"id": 2, "text": "two"}'])

    assert (before["text"], after["text"]) == ("one", "two")
    assert error in bad["error"]
    assert "555" not in bad["error"]
    assert bad.get("id") == identity
    assert "text" not in bad


def test_odd_texts_are_redacted_and_written_as_utf_8() -> None:
    texts = ["", " ", "\x00", "\ud83d alone", "\ud83d\ude00 604-555-0187", "a\u2028b", "\ufeff"]
    lines = [json.dumps({"id": index, "text": text}) for index, text in enumerate(texts)]

    written = list(redact_lines(lines, REDACTOR, TELLER))

    out = [json.loads(line.encode()) for line in written]
    assert [one["id"] for one in out] == list(range(len(texts)))
    assert out[4]["text"] == "\U0001f600 [PHONE_NUMBER 1]"
    assert (out[4]["entities"][0]["start"], out[4]["entities"][0]["end"]) == (2, 14)
    assert all("\n" not in line for line in written)


def test_blank_lines_are_skipped_and_order_is_kept_across_batches() -> None:
    lines = [json.dumps({"id": n, "text": f"post {n}"}) + "\n" if n % 3 else "\n" for n in range(50)]

    out = run(lines, batch=7)

    assert [one["id"] for one in out] == [n for n in range(50) if n % 3]


def test_lang_is_a_hint_for_texts_too_short_to_tell() -> None:
    [french, long] = run(
        ['{"id": 1, "text": "Ok", "lang": "fr"}', '{"id": 2, "text": "I have been waiting since March", "lang": "fr"}']
    )

    assert (french["language"], long["language"]) == ("fr", "en")


def test_a_failing_recognizer_gives_an_error_line() -> None:
    def failing(_text: str) -> Iterable[Span]:
        raise ZeroDivisionError

    redactor = Redactor(finders={"failing": failing}, tagger=None)  # type: ignore[dict-item]

    [line] = redact_lines(['{"id": "a", "text": "hello"}'], redactor, TELLER)

    assert json.loads(line) == {"id": "a", "error": "Redaction failed (ZeroDivisionError)."}


def test_each_entity_names_its_mask_so_that_a_typed_one_is_told_apart() -> None:
    operators = Operators(of_entity={"IP_ADDRESS": Rule(operator=Operator.DROP)})
    text = "I typed [PHONE_NUMBER 1], call 604-555-0187 or 203.0.113.9"

    [out] = run([json.dumps({"id": 1, "text": text})], operators=operators)

    assert out["text"] == "I typed [PHONE_NUMBER 1], call [PHONE_NUMBER 1] or "
    assert [(entity["type"], entity["operator"]) for entity in out["entities"]] == [
        ("PHONE_NUMBER", "number"),
        ("IP_ADDRESS", "drop"),
    ]
    assert [out["text"][one["mask"]["start"] : one["mask"]["end"]] for one in out["entities"]] == [
        "[PHONE_NUMBER 1]",
        "",
    ]
    assert out["entities"][0]["mask"]["start"] == out["text"].rindex("[PHONE_NUMBER 1]")
