"""The fields of one post are masked together, and a conversation remembers what was masked."""

import pytest

from smbot.core.errors import MemoryFailed, RedactionError
from smbot.core.parts import PartKind
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.raw.post import RawPart, RawPerson
from smbot.redact.allow import AllowList
from smbot.redact.engine import MAX_CHARACTERS, Redactor, load_finders
from smbot.redact.stage import MAX_LINK, MAX_PARTS, Fields, redact_posts
from smbot.vault.digest import ConversationMemory, Digester

TELLER = LanguageTeller()
FINDERS = load_finders()
BODY = "My name is Zéphirine Quackenbusch, call me at 604 555-0187"


@pytest.fixture
def redactor():
    return Redactor(finders=FINDERS, tagger=None)


def fields(text, *parts, **changes):
    boxed = tuple(RawPart(kind=kind, value=RawText(value)) for kind, value in parts)
    return Fields(text=RawText(text), parts=boxed, **changes)


def redacted(redactor, *posts):
    return redact_posts(posts, redactor, TELLER)


def shown(result):
    parts = [part.redaction.text.text if part.redaction else None for part in result.parts]
    return [result.text.text, *parts]


def test_a_value_has_one_number_in_all_fields(redactor):
    [result] = redacted(redactor, fields(BODY, (PartKind.PICTURE, "A letter with 604-555-0187 and 604 555 0199 on it")))

    assert shown(result) == [
        "My name is [PERSON 1], call me at [PHONE_NUMBER 1]",
        "A letter with [PHONE_NUMBER 1] and [PHONE_NUMBER 2] on it",
    ]
    for redaction in (result, result.parts[0].redaction):
        for mask in redaction.text.masks:
            assert redaction.text.text[mask.start : mask.end] == mask.shown
        assert len(redaction.values) == len(redaction.spans) == len(redaction.text.masks)


@pytest.mark.parametrize(
    ("kind", "value", "begins"),
    [
        (PartKind.PICTURE, "Quackenbusch at the counter", "[PERSON "),
        (PartKind.LINK_TITLE, "The case of ZEPHIRINE", "The case of [PERSON "),
        (PartKind.LINK_TEXT, "zephirine quackenbusch waits", "[PERSON 1] waits"),
        (PartKind.POLL, "Believe Zephirine", "Believe [PERSON "),
        (PartKind.FILE, "quackenbusch_letter.pdf", "[PERSON "),
        (PartKind.LINK, "https://example.org/case-of-quackenbusch/a", "https://example.org/["),
        (PartKind.LINK, "https://example.org/a?to=6045550187", "https://example.org/a["),
        (PartKind.QUOTED, "I know Quackenbusch, it is 555-0187", "I know [PERSON "),
    ],
)
def test_what_one_field_tells_is_masked_in_the_others(redactor, kind, value, begins):
    [result] = redacted(redactor, fields(BODY, (kind, value)))

    [_, part] = shown(result)
    assert "uackenbusch" not in part.lower()
    assert "zephirine" not in part.lower()
    assert "0187" not in part
    assert part.startswith(begins)


def test_what_a_part_tells_is_masked_in_the_text(redactor):
    [result] = redacted(redactor, fields("Ask Quackenbusch!", (PartKind.QUOTED, BODY)))

    assert shown(result)[0] == "Ask [PERSON 1]!"


def test_whose_post_is_quoted_is_masked_where_the_text_addresses_them(redactor):
    zed = RawPerson(name="Zedekiah Quux", handle="zedquux")

    [result] = redacted(redactor, fields("thanks zedekiah, #JusticeForZedekiah ZedekiahQuux @zedquux", people=(zed,)))

    assert "zedekiah" not in result.text.text.lower()
    assert "quux" not in result.text.text.lower()


def test_a_public_body_that_is_quoted_stays(redactor):
    office = RawPerson(name="Service Canada", handle="ServiceCanada_E")

    [result] = redacted(redactor, fields("Why is Service Canada late?", people=(office,)))

    assert shown(result) == ["Why is Service Canada late?"]


@pytest.mark.parametrize(
    "value",
    [
        "Hola, me llamo Jorge Gutierrez y mi número es 604 555 0187, nadie me llama nunca para ayudarme con mi caso",
        "a" * (MAX_CHARACTERS + 1),
    ],
)
def test_a_part_that_cannot_be_read_is_withheld_alone(redactor, value):
    [result] = redacted(redactor, fields("Voilà ce qui arrive", (PartKind.QUOTED, value), (PartKind.POLL, "Non")))

    assert shown(result) == ["Voilà ce qui arrive", None, "Non"]


def test_parts_beyond_the_bound_are_withheld(redactor):
    [result] = redacted(redactor, fields("Hello", *[(PartKind.POLL, "Yes")] * (MAX_PARTS + 1)))

    assert shown(result) == ["Hello", *["Yes"] * MAX_PARTS, None]


def test_a_link_longer_than_any_page_s_is_withheld_and_other_words_of_that_length_are_not(redactor):
    link = "https://example.org" + "/a" * (MAX_LINK // 2)
    [result] = redacted(redactor, fields("Hello", (PartKind.LINK, link), (PartKind.PICTURE, "we wait " * 300)))

    assert [each is None for each in shown(result)] == [False, True, False]


def test_what_a_platform_withheld_is_not_read(redactor):
    part = RawPart(kind=PartKind.LINK, value=RawText("https://example.org"), withheld=True)

    [result] = redacted(redactor, Fields(text=RawText("Hello"), parts=(part,)))

    assert shown(result) == ["Hello", None]


def test_a_recognizer_that_fails_on_a_part_withholds_the_part():
    def stumbles(text):
        if "boom" in text:
            raise ValueError(text)
        return iter(())

    redactor = Redactor(finders={"stumbles": stumbles}, tagger=None)

    [good, bad] = redacted(redactor, fields("Hello there", (PartKind.POLL, "boom")), fields("boom"))

    assert shown(good) == ["Hello there", None]
    assert isinstance(bad, RedactionError)
    assert bad.cause == "ValueError"


def test_later_posts_of_the_conversation_do_not_repeat_what_was_masked(redactor):
    memory = ConversationMemory(Digester(b"k" * 32), "one", lambda digests: frozenset())
    other = ConversationMemory(Digester(b"k" * 32), "two", lambda digests: frozenset())

    first, later, elsewhere = redacted(
        redactor,
        fields(BODY, memory=memory),
        fields("Quackenbusch again? I rang 6045550187 in 2024.", memory=memory),
        fields("Quackenbusch again?", memory=other),
    )

    assert not isinstance(first, RedactionError)
    assert shown(later) == ["[PERSON 1] again? I rang [PHONE_NUMBER 1] in 2024."]
    assert shown(elsewhere) == ["Quackenbusch again?"]


def test_what_is_remembered_is_asked_for_by_digest_alone(redactor):
    asked = []
    memory = ConversationMemory(Digester(b"k" * 32), "one", lambda digests: frozenset(asked.append(digests) or ()))

    redacted(redactor, fields(BODY, memory=memory))

    assert asked
    assert all(len(digest) == 64 and set(digest) <= set("0123456789abcdef") for each in asked for digest in each)


class Broken:
    """A memory whose database is away."""

    def known(self, marks):
        raise OSError("604 555 0187")

    def learn(self, marks):
        pass


def test_a_memory_that_fails_is_no_fault_of_the_post(redactor):
    with pytest.raises(MemoryFailed) as told:
        redacted(redactor, fields("The bus is late"), fields("The bus is late", memory=Broken()))

    assert str(told.value) == "What was masked before could not be looked up (OSError)."
    assert told.value.__cause__ is None
    assert told.value.__context__ is None


def test_what_is_public_is_not_masked_because_somebody_took_its_name():
    redactor = Redactor(finders=FINDERS, tagger=None, allow=AllowList(names=frozenset({"Quackenbusch"})))
    memory = ConversationMemory(Digester(b"k" * 32), "one", lambda digests: frozenset())

    _, later = redacted(
        redactor, fields(BODY, memory=memory), fields("Minister Quackenbusch and Zephirine", memory=memory)
    )

    assert shown(later) == ["Minister Quackenbusch and [PERSON 1]"]


def test_a_text_of_more_words_than_are_searched_is_masked_from_there_on(redactor):
    memory = ConversationMemory(Digester(b"k" * 32), "one", lambda digests: frozenset())
    long = "to " * 2_600 + "quackenbusch"

    _, later, alone = redacted(redactor, fields(BODY, memory=memory), fields(long, memory=memory), fields(long))

    assert "quackenbusch" not in later.text.text
    assert [mask.doubtful for mask in later.text.masks] == [True]
    assert alone.text.masks == ()
