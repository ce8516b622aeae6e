"""Numbers through the stages: a value masked in one post has its number in every later post of the conversation."""

import pytest
from fakes import FakeCollector, raw_post
from sqlmodel import select

from smbot import settings
from smbot.bootstrap import Application
from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.errors import ConfigurationError
from smbot.core.failpoints import FailpointError
from smbot.core.spans import Operator
from smbot.doctor import examine
from smbot.platforms.facebook.to_post import Us as OurPage
from smbot.platforms.facebook.to_post import read_comment
from smbot.platforms.x.parts import Beside
from smbot.platforms.x.to_post import Us as OurAccount
from smbot.platforms.x.to_post import to_post
from smbot.raw.box import RawText
from smbot.review.ports import Filter
from smbot.storage.tables import MaskNumberRow
from tests.no_models import NoNames


@pytest.fixture
def arrive(an_installation):
    """Take posts through the stages; return the texts of the queue by the posts' first ids, in the order given."""

    cursors = map(str, range(1, 9))

    def take(*posts, application=an_installation):
        for post in posts:
            page = Page(posts=(post,), cursor=next(cursors))
            collect(FakeCollector(page, name=post.account), application.collecting())
            application.pipeline(NoNames()).run_dry()
        return [text_of(application, post) for post in posts]

    return take


def text_of(application, post):
    with application.store.read() as tx:
        seen = tx.seen(application.digester.post(post.platform, post.handle))
        return tx.item(seen.mention).text.text


def of_thread(number, text, **changes):
    return raw_post(number, text=RawText(text), conversation_id="thread", **changes)


def test_the_next_post_of_a_conversation_uses_the_numbers_of_the_first(arrive):
    texts = arrive(
        of_thread(1, "Call 604-555-0187 or 604-555-0199"),
        of_thread(2, "No, 604-555-0142 or 604 555 0199, never (604) 555-0187"),
    )

    assert texts == [
        "Call [PHONE_NUMBER 1] or [PHONE_NUMBER 2]",
        "No, [PHONE_NUMBER 3] or [PHONE_NUMBER 2], never [PHONE_NUMBER 1]",
    ]


def test_another_conversation_counts_for_itself(arrive):
    texts = arrive(
        of_thread(1, "Call 604-555-0187"),
        raw_post(2, text=RawText("Call 604-555-0199"), conversation_id="other"),
    )

    assert texts == ["Call [PHONE_NUMBER 1]", "Call [PHONE_NUMBER 1]"]


def test_posts_of_one_batch_agree(an_installation):
    posts = (of_thread(1, "Call 604-555-0187"), of_thread(2, "604-555-0199, not 604-555-0187"))
    collect(FakeCollector(Page(posts=posts, cursor="1")), an_installation.collecting())

    an_installation.pipeline(NoNames()).run_dry()

    shown = {text_of(an_installation, post) for post in posts}
    with an_installation.store.read() as tx:
        assert tx.count(Filter()) == 2
    assert shown in (
        {"Call [PHONE_NUMBER 1]", "[PHONE_NUMBER 2], not [PHONE_NUMBER 1]"},
        {"Call [PHONE_NUMBER 2]", "[PHONE_NUMBER 1], not [PHONE_NUMBER 2]"},
    )


def test_an_edit_keeps_the_numbers(arrive):
    arrive(of_thread(1, "Call 604-555-0187 or 604-555-0199", revision="one"))

    [edited] = arrive(of_thread(1, "Do call 604-555-0199 or 604-555-0142", revision="two"))

    assert edited == "Do call [PHONE_NUMBER 2] or [PHONE_NUMBER 3]"


def test_a_batch_that_dies_before_its_end_is_done_again_with_the_same_numbers(arrive, an_installation, monkeypatch):
    arrive(of_thread(1, "Call 604-555-0187"))
    post = of_thread(2, "Call 604-555-0199 or 604-555-0187")
    collect(FakeCollector(Page(posts=(post,), cursor="2")), an_installation.collecting())
    pipeline = an_installation.pipeline(NoNames())

    monkeypatch.setenv("SMBOT_FAILPOINT", "redact.before-commit=raise")
    with pytest.raises(FailpointError):
        pipeline.redaction.batch()
    monkeypatch.delenv("SMBOT_FAILPOINT")
    pipeline.run_dry()

    assert text_of(an_installation, post) == "Call [PHONE_NUMBER 2] or [PHONE_NUMBER 1]"
    with an_installation.store.read() as tx:
        assert len(tx.session.exec(select(MaskNumberRow)).all()) == 2


def test_what_is_kept_of_a_value_is_a_digest(arrive, an_installation):
    arrive(of_thread(1, "Call 604-555-0187"))

    with an_installation.store.read() as tx:
        [row] = tx.session.exec(select(MaskNumberRow)).all()

    assert len(row.digest) == 64
    assert "555" not in row.model_dump_json().replace(row.digest, "").replace(row.conversation, "")


def test_a_withheld_post_gives_no_numbers(arrive, an_installation):
    post = of_thread(
        1, "Hola, por favor llame a mi madre al 604-555-0187 porque nadie nos contesta desde ayer", language="es"
    )
    collect(FakeCollector(Page(posts=(post,), cursor="1")), an_installation.collecting())

    an_installation.pipeline(NoNames()).run_dry()

    with an_installation.store.read() as tx:
        [item] = tx.items(Filter(), limit=9, offset=0)
        assert (item.withheld, item.text) == ("language:es", None)
        assert tx.session.exec(select(MaskNumberRow)).all() == []


def tweet(number, text):
    return {
        "id": f"190000000000000000{number}", "author_id": f"20{number}", "text": text, "lang": "en",
        "created_at": "2026-11-02T13:00:00.000Z", "conversation_id": "1900000000000000001",
    }  # fmt: skip


def comment(number, text):
    return {
        "id": f"500_{number}", "from": {"id": f"30{number}", "name": ""}, "message": text,
        "created_time": "2026-11-02T13:00:00+0000",
    }  # fmt: skip


def from_x(number, text):
    us = OurAccount(user_id="100", username="servicenord")
    return to_post(tweet(number, text), Beside(), us, account="x", where="x", addressed=True)


def from_facebook(number, text):
    us = OurPage(page_id="500", account="facebook")
    return read_comment(comment(number, text), us, "500_1", "facebook").found


@pytest.mark.parametrize("read", [from_x, from_facebook])
def test_both_platforms_conversations_keep_numbers(arrive, read):
    texts = arrive(read(2, "Call 604-555-0187"), read(3, "604-555-0199? No, 604-555-0187"))

    assert texts == ["Call [PHONE_NUMBER 1]", "[PHONE_NUMBER 2]? No, [PHONE_NUMBER 1]"]


# --- operators that the configuration names ----------------------------------------------------------


@pytest.fixture
def configured(an_installation, a_clock):
    """Return an application whose configuration has other operators."""
    made = []

    def make(lines):
        file = an_installation.configuration.file
        text = file.read_text("utf-8").replace('default = "number"', lines)
        file.write_text(text, "utf-8")
        made.append(Application(settings.load(file), a_clock, {}))
        return made[-1]

    yield make
    for application in made:
        application.close()


def test_the_operators_of_the_configuration_mask_what_comes_in(arrive, configured):
    application = configured(
        'default = "number"\nPHONE_NUMBER = "last 2"\nEMAIL_ADDRESS = "pseudonym"\nIP_ADDRESS = "drop"'
    )

    first, second = arrive(
        of_thread(1, "Call 604-555-0187, mail anne@example.ca, from 203.0.113.9, postal code K1A 0B1"),
        raw_post(2, text=RawText("I am anne@example.ca"), conversation_id="other"),
        application=application,
    )

    code = application.digester.code("EMAIL_ADDRESS", "anneexampleca")
    assert first == (f"Call [PHONE_NUMBER …87], mail [EMAIL_ADDRESS {code}], from , postal code [CA_POSTAL_CODE 1]")
    assert second == f"I am [EMAIL_ADDRESS {code}]"


def test_a_variable_of_the_environment_goes_before_the_file(configured, monkeypatch):
    monkeypatch.setenv("SMBOT_PRIVACY__OPERATORS__PERSON", "drop")

    found = configured('default = "number"\nPERSON = "pseudonym"\nHANDLE = "drop"').operators

    assert (found.rule("PERSON").operator, found.rule("HANDLE").operator) == (Operator.DROP, Operator.DROP)


def test_an_operator_that_there_is_none_of_stops_the_start(configured):
    application = configured('default = "number"\nPERSON = "encrypt"')

    with pytest.raises(ConfigurationError) as told:
        application.pipeline(NoNames())

    assert told.value.where == f"{application.configuration.file}: privacy.operators.PERSON"
    assert "encrypt" not in str(told.value.what)


def test_the_doctor_tells_of_a_wrong_operator_too(configured):
    application = configured('default = "last 4"')

    found = examine(application.configuration.file)

    assert any("privacy.operators.default" in str(finding) for finding in found)
