"""The demonstration's posts: sound, varied, fictional, and told apart by what they ask.

A failing test names lines by number only, never what they say.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import TypedDict

import pytest

import smbot.demo

LABELS = (
    "urgent",
    "access_request",
    "abuse",
    "complaint",
    "incident",
    "wrong_office",
    "question",
    "suggestion",
    "praise",
    "spam",
    "none",
)
FLOORS = {"question": 30, "complaint": 30, "access_request": 18, "incident": 12, "wrong_office": 10}
"""Fewest posts with a label, in English and in French each; the other labels need `LEAST`."""
LEAST = 6
REQUIRED = {"author", "name", "text", "minutes_ago", "language", "found_by", "labels", "private"}
OPTIONAL = {"reply_to", "live"}
TEXTS = {"author", "name", "text", "language"}
OWN_HANDLE = re.compile(r"@servicenord(?!\w)")
OWN_NAME = re.compile(r"service nord|northern services", re.IGNORECASE)
OWN_PHONE = re.compile(r"1[ -]800[ -]555[ -]0100")
PHONE = re.compile(r"(?<!\d)\(?[2-9]\d\d[)./ -]{1,2}\d{3}[./ -]\d{4}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
POSTAL_CODE = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b")
SANTA = "H0H 0H0"
SIN = re.compile(r"(?:SIN|NAS)\)?\s(?:is )?(\d{3}[ -]\d{3}[ -]\d{3})(?!\d)")
CARD = re.compile(r"(?<!\d)(?:\d{4} \d{4} \d{4} \d{4}|3\d{3} \d{6} \d{5})(?!\d)")
TEST_CARDS = {
    "4111111111111111",
    "4012888888881881",
    "5555555555554444",
    "5105105105105100",
    "378282246310005",
}
"""Numbers that payment processors publish for testing; no bank issues them."""
FRENCH_FAULTS = (
    re.compile(r"(?<![\u00a0\d]):"),
    re.compile(r"(?<=\d):(?!\d\d)"),
    re.compile(r"[ \u00a0\u202f][;!?]"),
    re.compile("\u00ab(?!\u00a0)"),
    re.compile("(?<!\u00a0)\u00bb"),
    re.compile(r"[^\u00a0][%$]"),
    re.compile(r"\d (?=(?:h|km|kg|cm|lb|m|min)\b)|\bh \d"),
)


class Post(TypedDict, total=False):
    author: str
    name: str
    text: str
    minutes_ago: int
    language: str
    found_by: str
    reply_to: int
    labels: list[str]
    private: list[str]
    live: bool


class Posts(list[Post]):
    """The posts, silent where pytest would print them."""

    def __repr__(self) -> str:
        return f"<{len(self)} posts>"


@pytest.fixture(scope="module")
def posts() -> Posts:
    lines = Path(smbot.demo.__file__).with_name("posts.jsonl").read_text(encoding="utf-8").splitlines()
    return Posts(json.loads(line) for line in lines)


def is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def lines_where(numbers: Iterator[int]) -> list[int]:
    """Give the line numbers as a person counts them, so that a failure shows no text."""
    return [number + 1 for number in numbers]


def without_private(post: Post) -> str:
    text = post["text"]
    for value in sorted(post["private"], key=len, reverse=True):
        text = text.replace(value, "\u2588")
    return OWN_PHONE.sub("", text).replace(SANTA, "")


def passes_luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def test_every_line_has_the_fields_of_a_post_and_no_other(posts: Posts) -> None:
    wrong = lines_where(n for n, p in enumerate(posts) if set(p) - OPTIONAL != REQUIRED)

    assert wrong == []


def test_every_field_has_its_type_and_range(posts: Posts) -> None:
    def sound(post: Post) -> bool:
        return (
            all(is_text(value) for key, value in post.items() if key in TEXTS)
            and post["found_by"] in {"mention", "search"}
            and (post["minutes_ago"] == 0 if post.get("live") else 5 <= post["minutes_ago"] <= 4000)
            and all(is_text(value) and value.strip() == value for value in post["private"])
            and len(set(post["private"])) == len(post["private"])
        )

    wrong = lines_where(n for n, p in enumerate(posts) if not sound(p))

    assert wrong == []


def test_there_are_enough_posts_in_each_language(posts: Posts) -> None:
    count = Counter(p["language"] for p in posts)

    assert len(posts) >= 240
    assert count["en"] >= 120
    assert count["fr"] >= 120
    assert 0.8 <= count["fr"] / count["en"] <= 1.25
    assert count["mixed"] >= 12
    assert sum(count.values()) - count["en"] - count["fr"] - count["mixed"] >= 3


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("label", LABELS)
def test_every_label_is_there_in_both_languages(posts: Posts, label: str, language: str) -> None:
    count = sum(label in p["labels"] for p in posts if p["language"] == language)

    assert count >= FLOORS.get(label, LEAST)


def test_labels_are_those_of_triage_without_contradiction(posts: Posts) -> None:
    def sound(labels: list[str]) -> bool:
        alone = not {"none", "spam"} & set(labels) or len(labels) == 1
        return bool(labels) and set(labels) <= set(LABELS) and len(set(labels)) == len(labels) and alone

    wrong = lines_where(n for n, p in enumerate(posts) if not sound(p["labels"]))

    assert wrong == []


def test_a_third_of_the_posts_holds_nothing_private(posts: Posts) -> None:
    for language in ("en", "fr"):
        of_language = [p for p in posts if p["language"] == language]
        share = sum(not p["private"] for p in of_language) / len(of_language)

        assert 0.28 <= share <= 0.40


def test_clean_posts_are_full_of_near_misses(posts: Posts) -> None:
    clean = [p["text"] for p in posts if not p["private"]]

    assert sum(bool(re.search(r"\d", text)) for text in clean) >= len(clean) / 2
    assert any(OWN_PHONE.search(text) for text in clean)
    assert any("B042" in text for text in clean)
    assert any("NS-12" in text for text in clean)


def test_every_private_value_stands_in_its_post(posts: Posts) -> None:
    wrong = lines_where((n for n, p in enumerate(posts) if any(value not in p["text"] for value in p["private"])))

    assert wrong == []


def test_the_office_s_own_number_and_handle_are_not_private(posts: Posts) -> None:
    own = re.compile(f"{OWN_PHONE.pattern}|{OWN_HANDLE.pattern}|{OWN_NAME.pattern}", re.IGNORECASE)
    wrong = lines_where(n for n, p in enumerate(posts) if any(own.search(v) for v in p["private"]))

    assert wrong == []


@pytest.mark.parametrize("pattern", [PHONE, EMAIL, POSTAL_CODE, CARD], ids=["phone", "email", "postal", "card"])
def test_no_plain_identifier_is_left_unmarked(posts: Posts, pattern: re.Pattern[str]) -> None:
    wrong = lines_where(n for n, p in enumerate(posts) if pattern.search(without_private(p)))

    assert wrong == []
    assert any(pattern.search(p["text"]) for p in posts)


def test_phones_are_those_kept_for_fiction(posts: Posts) -> None:
    def fictional(text: str) -> bool:
        plain = OWN_PHONE.sub("", text)
        return all(re.search(r"555.01\d\d$", match[0]) for match in PHONE.finditer(plain))

    wrong = lines_where(n for n, p in enumerate(posts) if not fictional(p["text"]))

    assert wrong == []


def test_addresses_of_mail_are_those_kept_for_examples(posts: Posts) -> None:
    domain = re.compile(r"@example\.(?:com|ca|org)$")
    wrong = lines_where(
        (n for n, p in enumerate(posts) if any(not domain.search(m[0]) for m in EMAIL.finditer(p["text"]))),
    )

    assert wrong == []


def test_social_insurance_numbers_have_their_check_digit(posts: Posts) -> None:
    numbers = [re.sub(r"\D", "", m[1]) for p in posts for m in SIN.finditer(p["text"])]

    assert len(numbers) >= 4
    assert sum(not passes_luhn(number) for number in numbers) == 0


def test_card_numbers_are_public_test_numbers(posts: Posts) -> None:
    numbers = {m[0].replace(" ", "") for p in posts for m in CARD.finditer(p["text"])}

    assert len(numbers) >= 4
    assert len(numbers - TEST_CARDS) == 0


def test_a_mention_holds_the_handle_and_a_find_only_the_name(posts: Posts) -> None:
    def found(post: Post) -> bool:
        mentioned = bool(OWN_HANDLE.search(post["text"]))
        if post["found_by"] == "mention":
            return mentioned
        return not mentioned and bool(OWN_NAME.search(post["text"]))

    wrong = lines_where(n for n, p in enumerate(posts) if not found(p))

    assert wrong == []
    assert sum(p["found_by"] == "search" for p in posts) >= 40


def test_a_reply_answers_an_earlier_and_older_line(posts: Posts) -> None:
    def sound(number: int, post: Post) -> bool:
        parent = post.get("reply_to", -1)
        return 0 <= parent < number and posts[parent]["minutes_ago"] >= post["minutes_ago"]

    replies = [(n, p) for n, p in enumerate(posts) if "reply_to" in p]
    wrong = lines_where(n for n, p in replies if not sound(n, p))

    assert wrong == []
    assert len(replies) >= 15
    assert any(p["private"] and posts[p["reply_to"]]["private"] for _, p in replies)


def test_live_posts_come_last_and_the_others_from_old_to_new(posts: Posts) -> None:
    live = [bool(p.get("live")) for p in posts]
    minutes = [p["minutes_ago"] for p in posts]

    assert live == sorted(live)
    assert 8 <= sum(live) <= 15
    assert minutes == sorted(minutes, reverse=True)
    assert {p["language"] for p in posts if p.get("live")} >= {"en", "fr", "mixed"}


def test_authors_are_possible_handles_with_one_name_each(posts: Posts) -> None:
    possible = re.compile(r"\w{4,15}", re.ASCII)
    wrong = lines_where(n for n, p in enumerate(posts) if not possible.fullmatch(p["author"]))
    names = {(p["author"], p["name"]) for p in posts}
    count = Counter(p["author"] for p in posts)

    assert wrong == []
    assert len(names) == len(count)
    assert sum(times >= 3 for times in count.values()) >= 5


def test_no_two_posts_say_nearly_the_same(posts: Posts) -> None:
    words = [frozenset(re.findall(r"\w+", p["text"].lower())) for p in posts]

    alike = [
        (a + 1, b + 1)
        for a, b in combinations(range(len(posts)), 2)
        if len(words[a] & words[b]) >= 0.6 * len(words[a] | words[b])
    ]

    assert alike == []


def test_some_posts_are_long_and_some_short(posts: Posts) -> None:
    lengths = [len(p["text"]) for p in posts]

    assert sum(length > 280 for length in lengths) >= 5
    assert sum(length < 70 for length in lengths) >= 10


@pytest.mark.parametrize("fault", FRENCH_FAULTS, ids=lambda fault: fault.pattern)
def test_french_posts_keep_canadian_typography(posts: Posts, fault: re.Pattern[str]) -> None:
    french = [(n, p["text"]) for n, p in enumerate(posts) if p["language"] == "fr"]

    wrong = lines_where(n for n, text in french if fault.search(text))

    assert wrong == []


def test_hidden_forms_of_numbers_and_addresses_are_there(posts: Posts) -> None:
    private = " ".join(value for p in posts for value in p["private"])

    assert "\u20e3" in private
    assert "\u200b" in private
    assert re.search(r"[\uff10-\uff19]", private)
    assert re.search(r"\b\d \d \d\b", private)
    assert "five five five" in private
    assert "cinq cinq cinq" in private
    assert " at example dot " in private
    assert " arobase example point " in private
