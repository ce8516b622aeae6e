"""A draft carries the door to which its playbook redirects, as much of it as the platform has room for."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from fakes import ALICE, ALLOWS_ALL, FakeCollector, draft, mention, raw_post, redacted, triage

from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.ids import new_mention_id
from smbot.core.post_kinds import PostKind
from smbot.drafting import with_door
from smbot.offices.door import named_door
from smbot.offices.door_words import door_words
from smbot.offices.load import SHIPPED, read_directory
from smbot.playbooks.render import BOTH
from smbot.raw.box import RawText
from smbot.review.ports import Filter
from tests.no_models import NoNames

DIRECTORY = read_directory(SHIPPED).directory


@pytest.fixture
def drafted(an_installation):
    """What stands in the queue once a post went through the stages."""

    def through(text):
        post = raw_post(1, text=RawText(text))
        collect(FakeCollector(Page(posts=(post,), cursor="1")), an_installation.collecting())
        an_installation.pipeline(NoNames()).run_dry()
        [item] = an_installation.desk().listing(ALICE, Filter()).items
        return item

    return through


def test_a_post_at_the_wrong_office_is_answered_with_the_right_one(drafted, an_installation):
    item = drafted("My passport expires in May, do I renew it with you at city hall?")

    assert item.playbook == "wrong-office"
    assert "1-800-555-0177" in item.draft
    refused = [str(p.message) for p in an_installation.desk().problems(item, item.draft) if p.refuses]
    assert refused == []
    with an_installation.store.read() as tx:
        assert ("redirect", "done") in [(str(s.kind), str(s.state)) for s in tx.plan_of(item.id)]


@pytest.mark.parametrize("name", ["dufferin", "civil-status", "passports"])
def test_an_office_a_program_and_another_body_can_be_named(name):
    assert named_door(name, DIRECTORY) is not None


@pytest.fixture
def choose(an_installation, a_playbook):
    """The factory `choose(playbook, avoid, …)`: the draft for a post on passports, by this playbook alone."""

    def chosen(playbook, *, avoid=(), **changes):
        drafting = replace(
            an_installation.pipeline(NoNames()).drafts.drafting,
            playbooks=lambda: (playbook,),
            writes_privately=lambda _: True,
        )
        with an_installation.store.read() as tx:
            asked = SimpleNamespace(
                replies_to=lambda *_: frozenset(avoid),
                cases_of_mention=tx.cases_of_mention,
                earlier_posts=tx.earlier_posts,
                newest_case=tx.newest_case,
            )
            post = mention(text=redacted("My passport expires in May, is this the right office?"), **changes)
            return drafting.choose(asked, post, triage("wrong_office")).draft.text

    return chosen


def test_in_private_the_words_for_a_private_message_stand_with_the_door(choose, a_playbook):
    said = {"en": "We looked it up for you.", "fr": "Nous avons cherché pour vous."}
    steps = ({"redirect": "directory"}, {"private_message": said}, {"public_reply": "fallback"})
    playbook = a_playbook(*steps, name="wrong-office")

    text = choose(playbook, kind=PostKind.MESSAGE)

    assert "We looked it up for you." in text
    assert "1-800-555-0177" in text
    assert "Please post nothing personal here" not in text


def test_words_with_a_door_that_the_author_had_before_give_way(choose, a_playbook):
    playbook = a_playbook({"redirect": "directory"}, {"public_reply": "draft"}, name="wrong-office")
    texts = (*playbook.replies.en, "{greeting} {door} Questions? Use {private_channel}.")
    replies = playbook.replies.model_copy(update={"en": texts})
    playbook = playbook.model_copy(update={"replies": replies})
    post_id = new_mention_id()

    first = choose(playbook, id=post_id)
    second = choose(playbook, id=post_id, avoid=[first])

    assert first != second
    assert "1-800-555-0177" in second


def test_a_name_that_the_directory_does_not_have_leads_nowhere():
    assert named_door("nowhere", DIRECTORY) is None


def test_a_door_says_who_how_when_and_what_to_bring():
    full, *_ = door_words(named_door("civil-status", DIRECTORY), "fr", links=False)

    assert full.startswith("Pour ce service\u00a0: Comptoir Dufferin, 416-555-0123, du lundi au vendredi")
    assert "À apporter\u00a0: une pièce d’identité avec photo" in full


def test_as_much_of_a_door_is_told_as_there_is_room_for():
    door = named_door("civil-status", DIRECTORY)

    roomy = with_door(draft(), door, ALLOWS_ALL, PostKind.COMMENT)
    narrow = with_door(draft(), door, replace(ALLOWS_ALL, limit=90), PostKind.COMMENT)

    assert "What to bring" in roomy.text
    assert narrow.text == "Thank you for telling us. For this service: Dufferin counter, 416-555-0123."
    assert with_door(draft(), door, replace(ALLOWS_ALL, limit=30), PostKind.COMMENT) is None


def test_each_half_of_a_text_in_both_languages_names_the_door_in_its_own():
    both = draft("Bonjour, hello. Merci.\nThank you.", language=BOTH)

    text = with_door(both, named_door("city-hall", DIRECTORY), ALLOWS_ALL, PostKind.COMMENT).text

    french, english = text.split("\n")
    assert "la ligne 311 de la ville" in french
    assert "the city’s 311 line" in english
