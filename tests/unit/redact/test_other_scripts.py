"""Letters of other scripts are masked in doubt where a text is shown, and what only looks like some is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.parts import PartKind
from smbot.normalise.fold import fold
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.raw.post import RawPart
from smbot.redact.allow import AllowList
from smbot.redact.engine import Redactor, load_finders
from smbot.redact.other_scripts import count_latin, find_other_scripts, without_other_scripts
from smbot.redact.stage import Fields, redact_posts

TELLER = LanguageTeller()
FINDERS = load_finders()


def found(text):
    folded = fold(text).text
    return [folded[span.start : span.end] for span in find_other_scripts(folded)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I wrote to them. 我叫王小明，住在温哥华主街 12号。 Thanks", ["我叫王小明,住在温哥华主街 12号"]),
        ("Mr. 王 was rude", ["王"]),
        ("ask 김 at the desk", ["김"]),
        ("Ask ली or ਜੀ about it", ["ली", "ਜੀ"]),
        ("Ask ၵႄႇ about it", ["ၵႄႇ"]),
        ("STOP ᓄᖅᑲᕆᑦ", ["ᓄᖅᑲᕆᑦ"]),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ at the office", ["ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"]),
        ("ask أحمد العلي there", ["أحمد العلي"]),
        ("#张伟 waits", ["张伟"]),
        ("Иван Петров and Ольга", ["Иван Петров", "Ольга"]),
        ("one سارة\nanother علي", ["سارة", "علي"]),
        ("pure нανє fun", ["нανє"]),
    ],
)
def test_runs_of_other_letters_are_found(text, values):
    assert found(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "5 µg, 3 kΩ, π and x²: α or β",
        "xʷməθkʷəy̓əm (Musqueam), Sḵwx̱wú7mesh, səlilwətaɬ, W̱SÁNEĆ",
        "¯\\_(ツ)_/¯ ok 👍🏽 🇨🇦 ❤️",
        "Ça coûte 12 $, œuvre, Đặng, İstanbul, ﬁn, ʻokina",
        "Lіnda Раrk",  # Cyrillic letters in Latin words are folded before
        "𝓗𝓮𝓵𝓵𝓸 Ｈｅｌｌｏ",
        "",
    ],
)
def test_what_is_no_other_script_is_not(text):
    assert found(text) == []


def test_latin_letters_alone_are_counted():
    assert count_latin("abc é 王小明 12") == 4


@given(st.text(max_size=60))
def test_what_is_left_of_a_text_has_its_places(text):
    left = without_other_scripts(text)

    assert len(left) == len(text)
    assert list(find_other_scripts(left)) == []


def redacted(text, *parts, allow=None):
    redactor = Redactor(finders=FINDERS, tagger=None, allow=allow)
    boxed = tuple(RawPart(kind=kind, value=RawText(value)) for kind, value in parts)
    [result] = redact_posts([Fields(text=RawText(text), parts=boxed)], redactor, TELLER)
    return result


def shown(result):
    return [part.redaction and part.redaction.text.text for part in result.parts]


def test_in_a_text_that_is_shown_they_are_masked_for_a_person_to_look_at():
    result = redacted("I wrote to them last week. 我叫王小明. Nobody answered me, why?")

    assert result.text.text == "I wrote to them last week. [PERSON 1]. Nobody answered me, why?"
    assert [mask.doubtful for mask in result.text.masks] == [True]


def test_a_tag_alone_tells_no_language_and_is_masked():
    assert redacted("#张伟").text.text == "#[PERSON 1]"


def test_a_published_name_stays():
    allow = AllowList(names=frozenset({"ᓄᓇᕗᑦ ᒐᕙᒪᖓ"}))

    assert "ᓄᓇᕗᑦ" in redacted("Signed by ᓄᓇᕗᑦ ᒐᕙᒪᖓ as they said", allow=allow).text.text


@pytest.mark.parametrize("kind", list(PartKind))
@pytest.mark.parametrize("value", ["ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ ਦਫ਼ਤਰ ਦੇ ਸਾਹਮਣੇ", "صورة أحمد العلي", "我叫王小明", "STOP ᓄᖅᑲᕆᑦ", "王.pdf"])
def test_a_short_part_with_other_letters_is_withheld(kind, value):
    assert shown(redacted("My card is late again", (kind, value))) == [None]


def test_in_a_long_part_they_are_masked():
    long = "The letter says that the office will be closed until the end of the month, signed by 王小明, the director"

    [part] = shown(redacted("My card is late again", (PartKind.QUOTED, long)))

    assert part == long.replace("王小明", "[PERSON 1]")


def test_a_short_part_in_another_language_is_withheld():
    value = "Ayuda por favor, nadie contesta a Ximena"

    assert shown(redacted("My card is late again", (PartKind.PICTURE, value), (PartKind.POLL, "No"))) == [None, "No"]


def test_a_number_written_up_against_other_letters_is_masked_for_certain():
    result = redacted("Please call my mother, she speaks no English: 604-555-0119로 전화 주세요")

    assert "0119" not in result.text.text
    assert {mask.entity for mask in result.text.masks} == {"PHONE_NUMBER", "PERSON"}
