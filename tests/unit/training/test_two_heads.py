"""What the network is taught: posts altered with their marks, sentences about people, a tag for each piece."""

import random

import pytest
from tokenizers import Tokenizer

from smbot.network.files import PIECES
from smbot.network.onnx import SHIPPED
from smbot.training.encoder import segments
from smbot.training.encoder.contexts import load_contexts
from smbot.training.encoder.segments import PERSON, PUBLIC, UNKNOWN, Segment, altered, joined
from smbot.training.encoder.tagging import IGNORED, TAGS, tagged
from smbot.training.posts import GoldPost, GoldSpan

POST = GoldPost(
    id="1",
    text="ask Rosa Gómez or Guy Lafleur",
    lang="en",
    spans=(GoldSpan(start=4, end=14, entity=PERSON),),
)


@pytest.fixture(scope="module")
def tokens():
    return Tokenizer.from_file(str(SHIPPED / PIECES))


def test_a_post_is_cut_at_its_marks_and_at_names_that_everybody_knows():
    assert [(part.text, part.entity) for part in segments.segments(POST)] == [
        ("ask ", ""),
        ("Rosa Gómez", PERSON),
        (" or ", ""),
        ("Guy Lafleur", PUBLIC),
    ]


def test_where_an_unmarked_name_may_stand_nothing_is_taught(tokens):
    post = GoldPost(id="2", text="Somebody Sang here", lang="en", spans=(), tags=("public-figure",))

    _numbers, tags = tagged(segments.segments(post), tokens)

    assert [part.entity for part in segments.segments(post)] == [UNKNOWN]
    assert set(tags) == {IGNORED}


def test_marks_stay_on_their_values_however_a_post_is_altered():
    changed = set()
    for seed in range(300):
        text, places = joined(altered(segments.segments(POST), random.Random(seed)))  # noqa: S311
        changed.add(text)
        for start, end, entity in places:
            value = text[start:end]
            assert entity in (PERSON, PUBLIC)
            assert value
            assert "ask" not in value.split()
            assert not value.startswith("#")

    assert len(changed) > 150
    assert any("#" in text for text in changed)
    assert any(text.isupper() for text in changed)


def test_the_same_seed_alters_a_post_alike():
    one, other = (altered(segments.segments(POST), random.Random(7)) for _ in range(2))  # noqa: S311

    assert one == other


def test_each_piece_has_the_tag_of_the_value_it_lies_in(tokens):
    numbers, tags = tagged([Segment(text="hi "), Segment(text="Rosa Gómez", entity=PERSON), Segment(text="!")], tokens)

    said = [TAGS[tag] for tag in tags if tag != IGNORED]
    assert len(numbers) == len(tags)
    assert (tags[0], tags[-1]) == (IGNORED, IGNORED)
    assert said.count("B-PERSON") == 1
    assert "I-PERSON" in said
    assert said[-1] == "O"


def test_a_value_in_disguise_is_tagged_where_it_lies_in_the_folded_text(tokens):
    parts = [Segment(text="call "), Segment(text="six oh four 555 01 87", entity="PHONE_NUMBER")]

    _numbers, tags = tagged(parts, tokens)

    assert "B-PHONE_NUMBER" in {TAGS[tag] for tag in tags if tag != IGNORED}


def test_sentences_about_people_name_known_and_unknown_people_and_some_name_nobody():
    drawn = load_contexts().draw(400, random.Random(1))  # noqa: S311

    kinds = [{part.entity for part in parts} - {""} for parts in drawn]
    assert {PERSON, PUBLIC} <= set().union(*kinds)
    assert any(not each for each in kinds)
    assert not any("{" in part.text for parts in drawn for part in parts)


def test_whoever_acts_in_an_office_is_known_to_the_public():
    contexts = load_contexts()
    sentence = next(each for each in contexts.sentences if each.startswith("office: "))

    drawn = [contexts.filled(sentence, random.Random(seed)) for seed in range(30)]  # noqa: S311

    assert {part.entity for parts in drawn for part in parts} == {"", PUBLIC}
