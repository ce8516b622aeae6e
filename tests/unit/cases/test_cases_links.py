"""Signed links: for one purpose, one subject, one person, until one moment; nothing else opens."""

from datetime import timedelta

import pytest
from fakes import NOW
from hypothesis import given
from hypothesis import strategies as st

from smbot.cases.links import LinkRefused, Links, Purpose, Signed, links_of

LINKS = links_of(b"k" * 32)
UNTIL = NOW + timedelta(hours=1)
TOKEN = LINKS.make(Purpose.ACKNOWLEDGE, "p-abc", UNTIL, "u-alice")


def test_a_link_says_what_it_is_about_and_whose_it_is():
    assert LINKS.read(Purpose.ACKNOWLEDGE, TOKEN, NOW) == Signed(subject="p-abc", holder="u-alice")


def test_a_link_ends_when_its_time_is_over():
    with pytest.raises(LinkRefused, match="time"):
        LINKS.read(Purpose.ACKNOWLEDGE, TOKEN, UNTIL)


@pytest.mark.parametrize(
    ("links", "purpose", "token"),
    [
        (LINKS, Purpose.SURVEY, TOKEN),
        (links_of(b"x" * 32), Purpose.ACKNOWLEDGE, TOKEN),
        (LINKS, Purpose.ACKNOWLEDGE, TOKEN.replace("u-alice", "u-bob")),
        (LINKS, Purpose.ACKNOWLEDGE, TOKEN.replace("p-abc", "p-abd")),
        (LINKS, Purpose.ACKNOWLEDGE, TOKEN + "A"),
        (LINKS, Purpose.ACKNOWLEDGE, TOKEN[:-1]),
        (LINKS, Purpose.ACKNOWLEDGE, ""),
    ],
)
def test_no_other_purpose_key_person_or_subject_passes(links, purpose, token):
    with pytest.raises(LinkRefused):
        links.read(purpose, token, NOW)


@given(place=st.integers(0, len(TOKEN) - 1), sign=st.sampled_from("abcdefgzAZ019-_.é\n"))
def test_a_link_with_any_changed_character_is_refused(place, sign):
    changed = TOKEN[:place] + sign + TOKEN[place + 1 :]
    if changed == TOKEN:
        return

    with pytest.raises(LinkRefused):
        LINKS.read(Purpose.ACKNOWLEDGE, changed, NOW)


def test_the_secret_is_not_shown():
    assert "kkk" not in repr(Links(b"k" * 32))
