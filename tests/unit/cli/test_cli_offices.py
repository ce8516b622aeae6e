"""`smbot directory …`, `smbot offer texts` and the home offices of `smbot user`: what they show, refuse and write."""

import json

import pytest

from smbot.offices.load import SHIPPED
from smbot.offices.model import Directory
from smbot.testing.facebook import FacebookServer, FacebookWorld

HOURS = {
    f"{day}_1_{which}": at
    for day in ("mon", "tue", "thu", "fri")
    for which, at in (("open", "08:30"), ("close", "16:30"))
}
PAGE = {
    "hours": HOURS | {"wed_1_open": "08:30", "wed_1_close": "18:00"},
    "phone": "(416) 555-0123",
    "location": {"street": "100 Example St", "city": "Toronto", "zip": "A1A 1A1"},
    "emails": ["counter@example.ca"],
    "website": "https://services.example.ca/en",
}


@pytest.fixture
def offices(config):
    """The installation's directory: the shipped one."""
    file = config.parent / "directory.yaml"
    file.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    return file


@pytest.fixture
def page(tmp_path):
    def write(content):
        file = tmp_path / "page.json"
        file.write_text(json.dumps(content), "utf-8")
        return file

    return write


# --- directory ---------------------------------------------------------------------------------------


def test_a_directory_that_holds_is_counted(smbot, offices):
    done = smbot("directory", "check")

    assert (done.code, done.out) == (0, "")
    assert "1 offices, 2 other bodies" in done.err
    assert json.loads(smbot("directory", "check", "--json").out) == []


def line_of(text):
    """Return on which line of the shipped directory a text stands first."""
    before, _, _ = SHIPPED.read_text("utf-8").partition(text)
    return before.count("\n") + 1


def test_a_directory_that_does_not_hold_is_told_by_line(smbot, offices):
    where = f"directory.yaml:{line_of('monday: 08:30-16:30')}"
    offices.write_text(offices.read_text("utf-8").replace("monday: 08:30-16:30", "monday: 8 to 4", 1), "utf-8")

    done = smbot("directory", "check")
    [problem] = json.loads(smbot("directory", "check", "--json").out)

    assert done.code == 1
    assert done.out.startswith(f"{where}: These are no opening hours.\n  → Write them as in 08:30-16:30")
    assert problem["where"] == where


def test_french_typography_is_checked_by_line(smbot, offices):
    offices.write_text(offices.read_text("utf-8").replace("fr: État civil }", "fr: État civil ! }", 1), "utf-8")

    done = smbot("directory", "check")

    assert done.code == 1
    assert done.out.startswith(f"directory.yaml:{line_of('fr: État civil }')}: A space stands before !.")


def test_an_account_that_speaks_for_no_office_is_told(smbot, config, offices):
    text = config.read_text("utf-8")
    config.write_text(text.replace("account_office = {}", 'account_office = { x = "nowhere" }'), "utf-8")

    done = smbot("directory", "check")

    assert done.code == 1
    assert "speaks for nowhere" in done.out


def test_without_a_directory_its_place_is_told(smbot, config):
    (config.parent / "directory.yaml").unlink(missing_ok=True)

    done = smbot("offer", "texts")

    assert done.code == 3
    assert "directory.yaml: There is no directory of offices." in done.err


def test_the_directory_is_shown_with_what_is_open_now(smbot, offices):
    [line, *bodies] = smbot("directory", "show").out.splitlines()
    shown = json.loads(smbot("directory", "show", "--json").out)

    assert line.split("\t")[:3] == ["dufferin", "Dufferin counter", "en"]
    assert len(bodies) == 2
    assert shown["offices"][0]["hours"]["wednesday"] == ["08:30-18:00"]
    assert shown["offices"][0]["next_opening"]
    assert {*shown} == {*Directory.model_fields}


# --- compared with a page ----------------------------------------------------------------------------


def test_a_saved_page_that_agrees_is_told(smbot, offices, page):
    done = smbot("directory", "check", "--against", page(PAGE))

    assert (done.code, done.out) == (0, "")
    assert "says what the directory says" in done.err


def test_what_a_saved_page_says_otherwise_is_listed_with_office_and_field(smbot, offices, page):
    other = PAGE | {"phone": "416-555-0199", "name": "Service Nord", "hours": HOURS}
    file = page(other)

    done = smbot("directory", "check", "--against", file)
    machines = smbot("directory", "check", "--against", file, "--json")

    assert done.code == 1
    assert done.out.splitlines() == [
        "dufferin\thours (Wednesday)\t08:30-18:00\t-\tService Nord",
        "dufferin\tphone\t416-555-0123\t416-555-0199\tService Nord",
    ]
    assert machines.code == 1
    assert json.loads(machines.out)["differences"][0] == {
        "office": "dufferin",
        "page": "Service Nord",
        "field": "hours",
        "day": "wednesday",
        "directory": "08:30-18:00",
        "theirs": "-",
    }


def test_several_saved_pages_are_compared_each_with_its_office(smbot, offices, page):
    done = smbot("directory", "check", "--against", page({"data": [PAGE, PAGE | {"phone": "311"}]}))

    assert done.code == 1
    assert len(done.out.splitlines()) == 1


@pytest.mark.parametrize("content", [[], "a text", [1], {"data": "x"}])
def test_what_is_no_page_is_refused(smbot, offices, page, content):
    done = smbot("directory", "check", "--against", page(content))

    assert done.code == 2
    assert "not what Facebook says" in done.err


def test_an_office_that_is_not_there_is_refused_with_those_that_are(smbot, offices, page):
    done = smbot("directory", "check", "--against", page(PAGE), "--office", "nowhere")

    assert done.code == 2
    assert "Use one of: dufferin." in done.err


def test_live_without_a_connected_page_is_refused(smbot, offices):
    done = smbot("directory", "check", "--live")

    assert done.code == 3
    assert "smbot connect facebook" in done.err


def test_the_connected_page_is_asked_live(smbot, config, offices, a_clock):
    world = FacebookWorld(a_clock)
    world.page_says = dict(PAGE)
    with FacebookServer(world) as server:
        text = config.read_text("utf-8")
        before, _, after = text.partition("[platforms.facebook]")
        for old, new in (
            ("enabled = false", "enabled = true"),
            ('page_id = ""', f'page_id = "{world.page.id}"'),
            ('app_id = ""', f'app_id = "{world.tokens.app_id}"'),
            ('"https://graph.facebook.com"', f'"{server.url}"'),
        ):
            after = after.replace(old, new, 1)
        config.write_text(f"{before}[platforms.facebook]{after}", "utf-8")
        for name, value in (("page_token", world.tokens.page), ("app_secret", world.tokens.app_secret)):
            secret = config.parent / "secrets" / f"facebook.{name}"
            secret.touch(mode=0o600)
            secret.write_text(value, "utf-8")

        agreed = smbot("directory", "check", "--live")
        world.page_says["location"] = {"street": "9 Other Road", "city": "Toronto", "zip": "A1A 1A1"}
        differing = smbot("directory", "check", "--live")

    assert (agreed.code, agreed.out) == (0, ""), agreed.err
    assert differing.code == 1
    assert differing.out == "dufferin\tstreet\t100 Example Street\t9 Other Road\tService Nord\n"
    assert world.tokens.page not in differing.out + differing.err
    assert {request.endpoint for request in server.received} == {"GET /{object}"}


# --- offer -------------------------------------------------------------------------------------------


def test_texts_are_made_for_machines_with_the_sign(smbot, offices):
    [made] = json.loads(smbot("offer", "texts", "--json").out)

    assert made["order"] == ["en", "fr"]
    assert {*made["texts"]} == {"signature", "voice_mail", "out_of_office", "automatic_x", "automatic_facebook"}
    assert made["counter_sign"].startswith("<!DOCTYPE html>")


def test_texts_follow_the_organisations_offer(smbot, config, offices):
    config.write_text(config.read_text("utf-8").replace('offer = "bilingual"', 'offer = "french"'), "utf-8")

    done = smbot("offer", "texts")

    assert "Bonjour." in done.out
    assert "Hello" not in done.out


def test_the_sign_is_written_for_paper(smbot, offices, tmp_path):
    file = tmp_path / "sign.html"

    done = smbot("offer", "texts", "--office", "dufferin", "--sign", file, "--paper", "a4")

    assert done.code == 0
    assert "size: a4 landscape" in file.read_text("utf-8")


def test_headings_are_in_the_language_asked_for(smbot, offices):
    assert smbot("offer", "texts", "--lang", "en").code == 0
    assert smbot("offer", "texts", "--lang", "de").code == 2


# --- members -----------------------------------------------------------------------------------------


def test_a_member_is_added_with_home_office_and_languages(smbot, offices):
    arguments = ("--role", "reviewer", "--office", "dufferin", "--languages", "en,fr", "--yes", "--json")
    shown = json.loads(smbot("user", "add", "Bob", *arguments).out)
    listed = json.loads(smbot("user", "list", "--member", "Alice", "--json").out)

    assert (shown["office"], shown["languages"]) == ("dufferin", ["en", "fr"])
    assert [(one["office"], one["languages"]) for one in listed if one["name"] == "Bob"] == [("dufferin", ["en", "fr"])]


def test_home_office_and_languages_are_set_and_logged(smbot, application, offices):
    assert smbot("user", "set", "Alice", "--office", "dufferin").code == 0
    assert smbot("user", "set", "Alice", "--languages", "fr").code == 0
    assert smbot("user", "set", "Alice", "--office", "").code == 0

    with application.store.read() as tx:
        [alice] = tx.members()
        told = [json.loads(record.body) for record in tx.audit_records()]
    assert (alice.office, alice.languages, alice.serves) == ("", ("fr",), ("fr",))
    assert [one["detail"]["office"] for one in told if one["act"] == "member.office-set"] == [
        "dufferin",
        "dufferin",
        "",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--office", "nowhere"), 2, "no office of this id"),
        (("--languages", "de"), 2, "en,fr"),
        ((), 2, "Say what to set"),
        (("--office", ""), 1, "Nothing changes"),
    ],
)
def test_what_cannot_be_set_is_refused(smbot, offices, arguments, code, told):
    done = smbot("user", "set", "Alice", *arguments)

    assert (done.code, told in done.err) == (code, True)
