"""Characters that a database refuses stop nobody: U+0000, which PostgreSQL keeps in no text."""

from dataclasses import replace

from fakes import ALICE

from smbot.core.events import Act, Event
from smbot.review.aside_ports import KeptView
from smbot.review.ports import Filter

NUL = chr(0)


def test_names_reasons_views_and_words_with_nul_are_taken(a_store, a_mention):
    found = a_mention()
    with a_store.write() as tx:
        tx.add_member(replace(ALICE, name=f"Al{NUL}ice"), "hash")
        tx.add_mention_note(found, ALICE.id, f"see{NUL}there")
        tx.keep_view(ALICE.id, KeptView(name=f"mi{NUL}ne", query=f"label={NUL}", shared=False))
        tx.record(Event(act=Act.MEMBER_ADDED, actor=ALICE.id, detail={"reason": f"a{NUL}b"}))

    with a_store.read() as tx:
        [member], [note], [view] = tx.members(), tx.mention_notes(found), tx.kept_views(ALICE.id)
        listed = tx.count(Filter(words=f"no{NUL}where")), tx.count(Filter(label=NUL)), tx.count(Filter())

    assert [text.startswith(begun) for text, begun in ((member.name, "Al"), (note.text, "see"), (view.name, "mi"))]
    assert listed == (0, 0, 1)
