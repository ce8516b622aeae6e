"""Gold posts: how they are written, read, checked, counted, and what is said of a file that does not hold."""

import json

import pytest

from smbot.core.errors import InputError
from smbot.training.checks import check_apart, check_posts
from smbot.training.gold import read_gold, to_line
from smbot.training.posts import GoldSpan, parse

HEAD = "%% voice: a-voice; lang: en; platform: x\n"


def posts(source, name="file"):
    return list(parse(source, name))


def problems(source):
    return [str(problem.what) for problem in check_posts(posts(source))]


def test_marks_become_places_and_leave_the_text():
    [post] = posts(HEAD + "== complaint question | thread\nI'm [[PERSON|Ana]], call [[PHONE_NUMBER hidden|six oh]]!\n")

    assert post.text == "I'm Ana, call six oh!"
    assert post.spans == (
        GoldSpan(start=4, end=7, entity="PERSON"),
        GoldSpan(start=14, end=20, entity="PHONE_NUMBER", forms=("hidden",)),
    )
    assert (post.id, post.labels, post.tags, post.voice) == (
        "file-1",
        ("complaint", "question"),
        ("thread",),
        "a-voice",
    )


def test_paragraphs_escapes_and_what_is_the_organisations_own_are_read():
    [first, second] = posts(
        "# a remark\n%% own: @town; 604 555 0100\n" + HEAD + "== none\none\n\ntwo\n\n== none\nze\\u{200B}ro\n"
    )

    assert first.text == "one\n\ntwo"
    assert second.text == "ze\u200bro"
    assert first.own == ("@town", "604 555 0100")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("text before any head\n", 1),
        ("== none\nno voice\n", 1),
        ("%% voice: A Voice; lang: en\n", 1),
        ("%% voice: a-voice; lang: de\n", 1),
        (HEAD + "== none\nan [[open mark\n", 2),
        (HEAD + "== None!\ntext\n", 2),
    ],
)
def test_what_is_not_written_so_is_told_with_file_and_line(source, line):
    with pytest.raises(InputError) as wrong:
        posts(source)

    assert wrong.value.where == f"file.posts:{line}"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("== none\nmy sin [[CA_SIN|130 692 545]]", "Luhn"),
        ("== none\ncard [[CREDIT_CARD|4111 1111 1111 1112]]", "Luhn"),
        ("== none\n[[CA_HEALTH_NUMBER|1234-567-890-AB]]", "Ontario"),
        ("== none\nphn [[CA_HEALTH_NUMBER|9123 456 781]]", "British Columbia"),
        ("== none\ncall [[PHONE_NUMBER|604 867 5309]]", "555"),
        ("== none\nmail [[EMAIL_ADDRESS|ana@gmail.com]]", "fictional"),
        ("== none\n[[NOTHING|x]]", "no entity"),
        ("== none\n[[PERSON odd|Ana]]", "forms"),
        ("== none\n[[PERSON| Ana]]", "space"),
        ("== wish\ntext", "no label"),
        ("== none question\ntext", "alone"),
        ("== none | odd-tag\ntext", "no tag"),
        ("== complaint | not-complaint\ntext", "contradicts"),
        ("== complaint | implicit\ntext", "access requests"),
        ("== none | near-miss\n[[PERSON|Ana]]", "near miss"),
        ("== none\n[[PERSON|Kayla]] came, Kayla left", "bare"),
    ],
)
def test_what_does_not_hold_is_found(body, problem):
    assert any(problem in each for each in problems(HEAD + body + "\n"))


@pytest.mark.parametrize(
    "body",
    [
        "== none\nmy sin [[CA_SIN|130 692 544]]",
        "== none\nmy sin [[CA_SIN wrong|130 692 545]]",
        "== none\nphn [[CA_HEALTH_NUMBER|9698 658 215]]",
        "== none\nmail [[EMAIL_ADDRESS|ana@gmail.example]] or [[EMAIL_ADDRESS hidden|ana at gmail]]",
        "== access_request | implicit not-urgent\nwho shows me what they wrote",
    ],
)
def test_what_holds_is_left_in_peace(body):
    assert problems(HEAD + body + "\n") == []


def test_posts_that_differ_in_names_alone_are_too_like_each_other():
    body = "my husband [[PERSON|{}]] waits since March for the letter about his pension and nobody calls him back"

    found = problems(HEAD + f"== none\n{body.format('Omar')}\n== none\n{body.format('Igor')}\n")

    assert [each for each in found if "Too like" in each]


def test_a_voice_or_a_post_on_both_sides_is_found():
    train = posts(HEAD + "== none\nthe ferry is late again and nobody at the dock knows why this happens\n", "train")
    test = posts(HEAD + "== none\nThe ferry is late again, and nobody at the dock knows why this happens!\n", "test")

    found = [str(problem.what) for problem in check_apart(train, test)]

    assert any("voice" in each for each in found)
    assert any("Too like" in each for each in found)


def test_a_post_is_written_and_read_as_a_line_alike(tmp_path):
    [post] = posts("%% own: @town\n" + HEAD + "== question | thread\nI'm [[PERSON hidden|A n a]] @town\n")
    file = tmp_path / "gold.jsonl"
    file.write_text(to_line(post) + "\n", encoding="utf-8")

    [back] = read_gold(file)

    assert (back.text, back.spans, back.labels, back.tags, back.own) == (
        post.text,
        post.spans,
        post.labels,
        post.tags,
        post.own,
    )


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[1]",
        '{"id": 1}',
        json.dumps({"id": 1, "text": "abc", "spans": [[2, 9, "PERSON"]]}),
        json.dumps({"id": 1, "text": "abc", "spans": [[2, 1, "PERSON"]]}),
        json.dumps({"id": 1, "text": "abc", "spans": [["0", 1, "PERSON"]]}),
        json.dumps({"id": 1, "text": "abc", "tags": "thread"}),
    ],
)
def test_a_line_that_is_no_gold_is_told_with_its_place(tmp_path, line):
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps({"id": 0, "text": "fine"}) + "\n" + line + "\n", encoding="utf-8")

    with pytest.raises(InputError) as wrong:
        read_gold(file)

    assert wrong.value.where == "gold.jsonl:2"
