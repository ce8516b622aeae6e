"""The posts with invented values that are kept of what officers corrected."""

import re

from web.correcting import PHONE, TEXT, missed, row, rows, say

from smbot.storage.tables import CorrectionRow
from smbot.training.gold import read_gold


def test_the_example_holds_invented_values_and_no_true_one(desk, an_officer, tmp_path):
    mention = desk.add_mention(TEXT.replace(PHONE, "six oh four 555 01 87"))

    missed(desk, an_officer, mention, value="six oh four 555 01 87")

    [kept] = rows(desk, CorrectionRow)
    file = tmp_path / "gold.jsonl"
    file.write_text(kept.example, "utf-8")
    [post] = read_gold(file)
    found = [(span.entity, post.text[span.start : span.end]) for span in post.spans]
    assert [entity for entity, _ in found] == ["PERSON", "PHONE_NUMBER", "PHONE_NUMBER", "PERSON"]
    assert found[1][1] == found[2][1] == kept.surrogate
    assert re.search(r"(?:six|four|five|three|two|one|nine|eight|seven|zero) .*555 01 \d\d", kept.surrogate)
    assert "01 87" not in kept.example
    assert "0187" not in kept.example
    assert kept.found == 0


def test_one_post_has_one_example_and_loses_it_when_the_post_is_gone(desk, an_officer):
    mention = desk.add_mention(TEXT + " Odile knows.")

    missed(desk, an_officer, mention)
    missed(desk, an_officer, mention, value="Odile", entity="PERSON")

    examples = [kept.example for kept in rows(desk, CorrectionRow)]
    assert examples[0] == ""
    assert "Odile" not in examples[1]
    with desk.application.store.write() as tx:
        tx.purge(mention)
    assert [kept.example for kept in rows(desk, CorrectionRow)] == ["", ""]
    assert [kept.surrogate for kept in rows(desk, CorrectionRow)] == ["", ""]


def test_a_later_correction_reaches_the_examples_of_the_conversations_other_posts(desk, an_officer):
    first, second = desk.add_mention("[PERSON 1] and Odile"), desk.add_mention("It was Odile again")
    desk.set_mention(second, conversation=row(desk, first).conversation)
    say(desk, an_officer, first, "right")
    assert "Odile" in rows(desk, CorrectionRow)[0].example

    missed(desk, an_officer, second, value="Odile", entity="PERSON")

    assert all("Odile" not in kept.example for kept in rows(desk, CorrectionRow))
