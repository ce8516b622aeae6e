"""What an officer marked is masked in posts of the conversation that come later, an edit of the same post included."""

from fakes import FakeCollector, raw_post

from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role
from smbot.raw.box import RawText
from smbot.review.ports import Filter

OFFICER = Member(id=new_member_id(), name="chloe", roles=frozenset({Role.COMPLIANCE}))


class NoNames:
    """No name model."""

    def find(self, texts, language):
        return [() for _ in texts]


def arrive(application, cursor, post):
    collect(FakeCollector(Page(posts=(post,), cursor=cursor), name=post.account), application.collecting())
    application.pipeline(NoNames()).run_dry()


def items(application):
    found = application.desk().listing(OFFICER, Filter()).items
    return sorted(found, key=lambda item: item.text.text)


def test_what_was_missed_once_is_not_missed_again(an_installation):
    post = raw_post(1, text=RawText("at the desk Odilette Marchebanks was kind"), conversation_id="thread")
    arrive(an_installation, "1", post)
    [item] = items(an_installation)
    assert "Odilette" in item.text.text

    masked = an_installation.corrections().missed(
        OFFICER, item.id, "Odilette Marchebanks", "PERSON", seen_version=item.version
    )
    arrive(
        an_installation,
        "2",
        raw_post(2, text=RawText("yes Odilette Marchebanks was kind to us"), conversation_id="thread"),
    )

    assert masked == 1
    assert [item.text.text for item in items(an_installation)] == [
        "at the desk [PERSON 1] was kind",
        "yes [PERSON 1] was kind to us",
    ]
