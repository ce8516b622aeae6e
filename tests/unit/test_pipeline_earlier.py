"""A post is labelled in its conversation: what follows up on an earlier post of its author has that one's label."""

from datetime import timedelta
from itertools import count

import pytest
from fakes import ALICE, NOW, FakeCollector, raw_post

from smbot.classify.access import Kind, Level, access_request
from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.states import MentionState
from smbot.raw.box import RawText
from smbot.review.ports import Filter
from tests.no_models import NoNames

REQUEST = "Under FIPPA I request every page of my file since 2019."
FOLLOW_UP = "still waiting, nothing after 40 days"


@pytest.fixture
def through_the_stages(an_installation):
    """The function `through(posts, …)`: each batch of posts goes through all stages; items by their text."""

    cursors = count(1)

    def through(*batches):
        for batch in batches:
            page = Page(posts=tuple(batch), cursor=str(next(cursors)))
            collect(FakeCollector(page), an_installation.collecting())
            an_installation.pipeline(NoNames()).run_dry()
        return {item.text.text: item for item in an_installation.desk().listing(ALICE, Filter()).items}

    return through


def post(number, text, *, author="700", conversation="900", days=0):
    return raw_post(
        number,
        text=RawText(text),
        author_id=author,
        conversation_id=conversation,
        posted_at=NOW - timedelta(days=100) + timedelta(days=days),
    )


def test_a_follow_up_of_the_same_author_is_an_access_request(through_the_stages):
    items = through_the_stages([post(1, REQUEST)], [post(2, FOLLOW_UP, days=40)])

    item = items[FOLLOW_UP]
    assert "access_request" in item.labels
    assert access_request(item.labels, item.evidence).kind == Kind.FOLLOW_UP
    assert item.playbook == "access-request"


def test_a_follow_up_counts_in_the_same_batch_too_in_whatever_order_it_came(through_the_stages):
    items = through_the_stages([post(2, FOLLOW_UP, days=40), post(1, REQUEST)])

    assert "access_request" in items[FOLLOW_UP].labels


def test_follow_ups_follow_each_other(through_the_stages):
    items = through_the_stages([post(1, REQUEST)], [post(2, FOLLOW_UP, days=40)], [post(3, "day 52", days=52)])

    assert "access_request" in items["day 52"].labels


def test_in_french_too(through_the_stages):
    items = through_the_stages(
        [post(1, "En vertu de la loi sur l'accès, je demande une copie de mon dossier complet.")],
        [post(2, "Bonjour, je n'ai toujours rien reçu de votre bureau.", days=31)],
    )

    assert "access_request" in items["Bonjour, je n'ai toujours rien reçu de votre bureau."].labels


@pytest.mark.parametrize("taken_back", [False, True])
def test_what_a_person_calls_a_request_is_followed_up_surely_unless_it_is_taken_back(
    through_the_stages, an_installation, taken_back
):
    chatter = "Nice sunset over the harbour tonight"
    item = through_the_stages([post(1, chatter)])[chatter]
    corrections = an_installation.label_corrections()

    corrections.correct(ALICE, item.id, ["access_request"])
    if taken_back:
        corrections.undo(ALICE, item.id)
    item = through_the_stages([post(2, FOLLOW_UP, days=40)])[FOLLOW_UP]

    request = access_request(item.labels, item.evidence)
    assert request is None if taken_back else request.level == Level.ASSERT


def test_what_follows_a_post_that_a_person_called_no_request_is_none(through_the_stages, an_installation):
    item = through_the_stages([post(1, REQUEST)])[REQUEST]

    an_installation.label_corrections().correct(ALICE, item.id, ["question"])

    assert "access_request" not in through_the_stages([post(2, FOLLOW_UP, days=40)])[FOLLOW_UP].labels


@pytest.mark.parametrize("changes", [{"author": "701"}, {"conversation": "901"}])
def test_other_authors_and_conversations_do_not_count(through_the_stages, changes):
    items = through_the_stages([post(1, REQUEST)], [post(2, FOLLOW_UP, days=40, **changes)])

    assert "access_request" not in items[FOLLOW_UP].labels


def test_what_was_posted_later_does_not_count(through_the_stages):
    items = through_the_stages([post(1, REQUEST, days=50)], [post(2, FOLLOW_UP, days=40)])

    assert "access_request" not in items[FOLLOW_UP].labels


def test_authors_whom_the_platform_does_not_name_are_never_the_same(through_the_stages):
    apart = through_the_stages([post(1, REQUEST, author="")], [post(2, FOLLOW_UP, author="", days=40)])

    assert apart[REQUEST].pseudonym.startswith("?")
    assert "access_request" not in apart[FOLLOW_UP].labels


def test_a_complaint_goes_on(through_the_stages):
    items = through_the_stages(
        [post(1, "Three hours at your counter and nobody came. This is unacceptable.")],
        [post(2, "any update?", days=3)],
    )

    assert "complaint" in items["any update?"].labels


@pytest.mark.parametrize(
    "text",
    [
        "Nice sunset over the harbour tonight",
        "Earn $900 a day from home, DM me now, link in bio https://example.com",
        "Minister announces an overhaul of the Access to Information Act",
    ],
)
def test_the_machine_closes_nothing_as_no_request(through_the_stages, an_installation, text):
    (item,) = through_the_stages([post(1, text)]).values()

    assert item.state in {MentionState.TRIAGED, MentionState.DRAFTED}
    assert item.reply is None
    open_states = frozenset({MentionState.TRIAGED, MentionState.DRAFTED})
    assert [found.id for found in an_installation.desk().listing(ALICE, Filter(states=open_states)).items] == [item.id]


def test_a_request_inside_an_advertisement_stays_one_and_is_answered_as_one(through_the_stages):
    text = f"Earn $900 daily trading crypto, DM me now, link in bio https://example.com\n{REQUEST}"

    (item,) = through_the_stages([post(1, text)]).values()

    assert "access_request" in item.labels
    assert access_request(item.labels, item.evidence).level == Level.ASSERT
    assert item.playbook == "access-request"
