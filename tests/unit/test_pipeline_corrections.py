"""What an officer marked stays masked in posts that come later: edits, other posts of the conversation, quotes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import NOW, FakeCollector, draft, raw_post, triage

from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.ids import new_member_id
from smbot.core.parts import PartKind
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState
from smbot.raw.box import RawText
from smbot.raw.post import RawPart
from smbot.review.ports import Filter
from tests.no_models import NoNames

OFFICER = Member(id=new_member_id(), name="chloe", roles=frozenset({Role.COMPLIANCE}))


def pipeline_of(application, meanwhile=None):
    """Return the stages; `meanwhile` happens once, between masking a batch and storing it."""
    pipeline, left = application.pipeline(NoNames()), [meanwhile] if meanwhile else []
    reading = pipeline.redaction.reading

    def redact(posts):
        results = reading.redact(posts)
        while left:
            left.pop()()
        return results

    return replace(pipeline, redaction=replace(pipeline.redaction, reading=replace(reading, redact=redact)))


@pytest.fixture
def arrive(an_installation):
    """Collect posts and take them through the stages; `meanwhile` happens while they are redacted."""
    cursors = map(str, range(1, 9))

    def take(*posts, meanwhile=None):
        collector = FakeCollector(Page(posts=posts, cursor=next(cursors)), name="x")
        collect(collector, an_installation.collecting())
        pipeline_of(an_installation, meanwhile).run_dry()

    return take


@pytest.fixture
def item_of(an_installation):
    """Return the mention that a post became."""

    def find(post):
        with an_installation.store.read() as tx:
            return tx.item(tx.seen(an_installation.digester.post(post.platform, post.handle)).mention)

    return find


@pytest.fixture
def missed(an_installation, item_of):
    """Mark words in a post as an officer does."""

    def mark(post, value, entity="PERSON"):
        item = item_of(post)
        an_installation.corrections().missed(OFFICER, item.id, value, entity, seen_version=item.version)

    return mark


def post(number, text, **changes):
    at = NOW + timedelta(minutes=number)
    return raw_post(number, **({"text": RawText(text), "conversation_id": "thread", "posted_at": at} | changes))


def quoting(number, text, quoted, conversation="thread", *, stands_in="elsewhere"):
    part = RawPart(kind=PartKind.QUOTED, value=RawText(quoted), post_id="901", conversation_id=conversation)
    return post(number, text, conversation_id=stands_in, parts=(part,))


@pytest.mark.parametrize(
    ("value", "entity", "again"),
    [
        ("44718", "CASE_NUMBER", "It was 44718, I mean"),
        ("B4 12", "CASE_NUMBER", "the ticket b4-12"),
        ("josh", "PERSON", "JOSH knows"),
        ("Li", "PERSON", "ask li"),
        ("hunter", "CREDENTIAL", "try Hunter"),
        ("the blue barn on concession nine", "STREET_ADDRESS", "The Blue Barn on concession nine"),
        ("la directrice du bureau de Matane", "PERSON", "LA DIRECTRICE du bureau de Matane"),
        ("Odilette Marchebanks", "PERSON", "yes Odilette Marchebanks was kind"),
    ],
)
def test_what_was_missed_once_is_missed_neither_in_an_edit_nor_later(value, entity, again, arrive, item_of, missed):
    first, later = post(1, f"at the desk {value} was kind"), post(2, again)
    arrive(first)
    assert value in item_of(first).text.text
    missed(first, value, entity)

    arrive(post(1, f"At the desk {value} was kind", revision="edited"))
    arrive(later)

    assert item_of(first).text.text == f"At the desk [{entity} 1] was kind"
    assert [mask.entity for mask in item_of(later).text.masks] == [entity]
    assert value.casefold() not in item_of(later).text.text.casefold()


def test_what_was_marked_within_a_word_stays_masked_in_it(arrive, item_of, missed):
    first = post(1, "see IDENT44718x there")
    arrive(first)
    missed(first, "44718", "CASE_NUMBER")

    arrive(post(1, "Now see IDENT44718x there", revision="edited"))

    assert item_of(first).text.text == "Now see IDENT[CASE_NUMBER 1]x there"


def test_a_stranger_in_another_conversation_may_say_the_same_words(arrive, item_of, missed):
    first, stranger = post(1, "josh was kind"), post(2, "josh was kind", conversation_id="other")
    arrive(first)
    missed(first, "josh")

    arrive(stranger)

    assert item_of(stranger).text.text == "josh was kind"


def test_an_edit_of_a_corrected_post_waits_for_a_person_until_one_looked_at_it(an_installation, arrive, item_of):
    first, other = post(1, "call 604 555 0187 please"), post(2, "call 604 555 0187 please", conversation_id="b")
    arrive(first, other)
    corrections, item = an_installation.corrections(), item_of(first)
    corrections.not_personal(OFFICER, item.id, 0, seen_version=item.version)

    arrive(post(1, "well, nothing", revision="edited"), post(2, "well, nothing", conversation_id="b", revision="e"))

    assert (item_of(first).recheck, item_of(other).recheck) == (True, False)
    listed = an_installation.desk().listing(OFFICER, Filter(doubtful=True)).items
    assert [one.id for one in listed] == [item.id]
    corrections.looked_at(OFFICER, item.id, seen_version=item_of(first).version)
    assert not item_of(first).recheck
    assert an_installation.desk().listing(OFFICER, Filter(doubtful=True)).items == ()


def test_a_post_that_is_in_the_stages_while_an_officer_marks_is_masked_anew(arrive, item_of, missed):
    first, racing = post(1, "josh was kind"), post(2, "and josh laughed")
    arrive(first)

    arrive(racing, meanwhile=lambda: missed(first, "josh"))

    assert item_of(racing).text.text == "and [PERSON 1] laughed"


def test_an_edit_that_is_in_the_stages_does_not_undo_what_an_officer_marks(arrive, item_of, missed):
    first = post(1, "josh was kind")
    arrive(first)

    arrive(post(1, "josh was so kind", revision="edited"), meanwhile=lambda: missed(first, "josh"))

    assert item_of(first).text.text == "[PERSON 1] was so kind"


def test_going_back_counts_as_no_attempt(an_installation, arrive, missed, item_of):
    first = post(1, "josh was kind, ask anna or bert or carl")
    arrive(first)
    collect(FakeCollector(Page(posts=(post(2, "anna"),), cursor="9"), name="x"), an_installation.collecting())

    for name in ("josh", "anna", "bert", "carl"):
        pipeline_of(an_installation, lambda name=name: missed(first, name)).redaction.batch()
    pipeline_of(an_installation).redaction.batch()

    assert item_of(post(2, "anna")).text.text == "[PERSON 2]"


def test_what_triage_decided_of_older_words_is_not_laid_on_newer_ones(an_installation, arrive, missed, item_of):
    first = post(1, "josh was kind")
    collect(FakeCollector(Page(posts=(first,), cursor="1"), name="x"), an_installation.collecting())
    pipeline_of(an_installation).redaction.batch()
    with an_installation.store.read() as tx:
        [older] = tx.in_state(MentionState.REDACTED, 9)
    missed(first, "josh")

    with an_installation.store.write() as tx:
        late = tx.keep_triage(older.id, triage(), 3, seen_version=older.version)
        [newer] = tx.in_state(MentionState.REDACTED, 9)
        in_time = tx.keep_triage(newer.id, triage(), 3, seen_version=newer.version)
        late_choice = tx.keep_choice(newer.id, "complaint", "1", draft(), seen_version=newer.version)

    assert (late, in_time, late_choice) == (False, True, False)


def test_a_quote_is_masked_like_the_post_it_quotes(arrive, item_of, missed):
    first = post(1, "josh was kind, call 604 555 0187")
    arrive(first)
    missed(first, "josh")

    quote = quoting(2, "look at this", "josh was kind, call 6045550187")
    arrive(quote)

    assert item_of(quote).parts[0].text.text == "[PERSON 1] was kind, call [PHONE_NUMBER 1]"


def test_what_is_marked_in_a_post_is_masked_in_quotes_of_it_and_stays_so(arrive, item_of, missed):
    first, quote = post(1, "josh was kind"), quoting(2, "josh, really", "josh was kind")
    below, unknown = post(3, "poor josh", conversation_id="elsewhere"), quoting(4, "josh", "josh", "another")
    arrive(first, quote, below)
    arrive(raw_post(4, text=unknown.text, parts=unknown.parts, conversation_id="third"))

    missed(first, "josh")
    arrive(post(5, "josh again", conversation_id="elsewhere"))

    assert item_of(quote).parts[0].text.text == "[PERSON 1] was kind"
    assert item_of(quote).text.text == "[PERSON 1], really"
    assert item_of(below).text.text == "poor [PERSON 1]"
    assert item_of(post(5, "")).text.text == "[PERSON 1] again"
    assert item_of(unknown).text.text == "josh"


def test_what_is_marked_in_a_quote_is_masked_in_the_original_and_wherever_that_is_quoted(arrive, item_of, missed):
    original, quotes = post(1, "josh laughed"), [quoting(n, "oh", "josh laughed", stands_in=f"q{n}") for n in (2, 3, 4)]
    arrive(original, *quotes[:2])

    missed(quotes[0], "josh")
    arrive(quotes[2], post(5, "yes josh did"))

    assert item_of(original).text.text == "[PERSON 1] laughed"
    assert [item_of(quote).parts[0].text.text for quote in quotes] == ["[PERSON 1] laughed"] * 3
    assert item_of(post(5, "")).text.text == "yes [PERSON 1] did"


def test_what_is_marked_beside_a_quote_stays_readable_in_the_conversation_that_is_quoted(arrive, item_of, missed):
    original, quote = post(1, "josh was kind"), quoting(2, "anna thinks so too", "josh was kind")
    arrive(original, quote, post(3, "anna came"))

    missed(quote, "anna")

    assert item_of(quote).text.text == "[PERSON 1] thinks so too"
    assert item_of(post(3, "")).text.text == "anna came"


def test_a_quote_in_the_stages_while_its_original_is_marked_is_masked_anew(arrive, item_of, missed):
    first, quote = post(1, "josh was kind"), quoting(2, "look at this", "josh was kind")
    arrive(first)

    arrive(quote, meanwhile=lambda: missed(first, "josh"))

    assert item_of(quote).parts[0].text.text == "[PERSON 1] was kind"


@pytest.mark.parametrize("an_installation", ["sqlite"], indirect=True)  # it reads the files
def test_no_mark_and_no_value_stands_in_a_table(an_installation, arrive, missed, tmp_path):
    first = post(1, "the blue barn on concession nine")
    arrive(first)

    def held():
        return b"".join(file.read_bytes() for file in tmp_path.rglob("smbot.db*"))

    assert b"blue barn" in held()
    missed(first, "the blue barn on concession nine", "STREET_ADDRESS")
    an_installation.close()

    after = held()
    assert b"blue barn" not in after
    assert b"bluebarn" not in after
    assert b"officer:" not in after
