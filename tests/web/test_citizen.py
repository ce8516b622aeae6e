"""The secure page in-process: both languages, no script, forms, headers, limits, and what it never says."""

import re
import shutil
import tomllib
from importlib import resources

import pytest
from unit.handoff.conftest import ALICE, CASE, CHEAP, PASSPHRASE, Zone
from unit.test_catalogs import typographic_faults
from web.conftest import Browser

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.errors import ConfigurationError
from smbot.handoff.box import PrivateText
from smbot.handoff.codes import shown
from smbot.handoff.passphrase import Busy, Deriver
from smbot.settings import FILE_NAME
from smbot.web.citizen.app import citizen_app
from smbot.web.citizen.forms import Letter, check_letter

NOTICE = """
authority = { en = "section 26(c) of the Example Act", fr = "l’alinéa 26c) de la Loi exemplaire" }
questions = { en = "the privacy officer", fr = "le responsable de la vie privée" }
"""
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
LETTER = {"text": "My roof <leaks>", "answer_in": "fr", "channel": "e-mail", "contact": "zed@example.org", "when": ""}


class Person(Browser):
    """Somebody with a code."""

    def enter(self, code, door="first", passphrase=PASSPHRASE, language="en", again=None):
        data = {"code": code, "passphrase": passphrase, "again": passphrase if again is None else again}
        answer = self.post(f"/{language}/{door}", data)
        if answer.status_code == 303:
            self.csrf = TOKEN.search(self.get(f"/{language}/thread").text)[1]
        return answer


@pytest.fixture
def zone(tmp_path, installed_folder, a_clock):
    folder = tmp_path / "smbot"
    shutil.copytree(installed_folder, folder)
    file = folder / FILE_NAME
    file.write_text(file.read_text("utf-8").replace("[citizen]\n", f"[citizen]\n{NOTICE}"), "utf-8")
    application = Application(settings.load(file), a_clock, {})
    yield Zone(application, a_clock)
    application.close()


@pytest.fixture
def app(zone):
    return citizen_app(zone.application, Deriver(CHEAP))


@pytest.fixture
def code(zone):
    zone.desk.assign(CASE, ALICE, "alice")
    return shown(zone.desk.make_code(CASE, ALICE).code)


@pytest.fixture
def person(app, code):
    one = Person(app)
    assert one.enter(code).status_code == 303
    return one


def test_every_text_stands_in_both_languages_and_well_set():
    texts = tomllib.loads(resources.files("smbot.web.citizen").joinpath("words.toml").read_text("utf-8"))

    for name, text in texts.items():
        assert set(text) == {"en", "fr"}, name
        assert list(typographic_faults(text["fr"])) == [], name
        assert re.findall(r"\{(\w+)\}", text["en"]) == re.findall(r"\{(\w+)\}", text["fr"]), name


def test_every_text_is_used():
    texts = tomllib.loads(resources.files("smbot.web.citizen").joinpath("words.toml").read_text("utf-8"))
    folder = resources.files("smbot.web.citizen")
    sources = [*folder.joinpath("templates").iterdir(), *(f for f in folder.iterdir() if f.name.endswith(".py"))]
    written = "".join(source.read_text("utf-8") for source in sources if source.is_file())
    made = ("channel_", "notice_", "wrong_", "e4", "e5")

    assert [name for name in texts if f'"{name}"' not in written and not name.startswith(made)] == []


@pytest.mark.parametrize(
    ("header", "language"), [("fr-CA,en;q=0.5", "fr"), ("en", "en"), ("de", "en"), ("", "en"), ("en;q=0.1,fr", "fr")]
)
def test_the_first_page_is_in_the_visitors_language(app, header, language):
    answer = Person(app).get("/", headers={"accept-language": header})

    assert (answer.status_code, answer.headers["location"]) == (303, f"/{language}")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["", "/first", "/enter", "/notice"])
def test_every_page_says_its_language_and_leads_to_the_other(app, language, path):
    other = "fr" if language == "en" else "en"

    page = Person(app).get(f"/{language}{path}").text

    assert f'<html lang="{language}">' in page
    assert f'<a href="/{other}{path}" lang="{other}" hreflang="{other}">' in page


def test_the_notice_names_the_authority(app):
    assert "section 26(c) of the Example Act" in Person(app).get("/en/first").text
    assert "l’alinéa 26c) de la Loi exemplaire" in Person(app).get("/fr/notice").text


def test_without_a_legal_authority_the_page_does_not_open(an_installation):
    with pytest.raises(ConfigurationError, match="collection notice"):
        citizen_app(an_installation)


def test_no_page_has_a_script_an_inline_style_or_an_address_of_another_site(app, person):
    paths = ["", "/first", "/enter", "/notice", "/thread", "/delete", "/nothing"]
    for page in [person.get(f"/{language}{path}").text for language in ("en", "fr") for path in paths]:
        assert "<script" not in page
        assert " style=" not in page
        assert " on" not in re.sub(r">[^<]*<", "><", page)
        assert "http" not in re.sub(r'content="[^"]*"', "", page)


def test_every_answer_stays_out_of_caches_and_referrers_and_allows_no_script(app, person, code):
    answers = [person.get(path) for path in ("/", "/en", "/en/thread", "/x/y", "/static/citizen.css", "/en/close")]
    answers += [person.post("/en/thread", LETTER), person.post("/en/enter", {"code": code, "passphrase": "wrong"})]
    answers += [person.post("/en/thread", {"text": "x" * 400_000})]

    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy


def test_only_the_thread_sets_a_cookie_for_the_visit_alone(app, code):
    stranger = Person(app)
    for path in ("/", "/en", "/fr/first", "/en/enter", "/en/notice"):
        assert "set-cookie" not in stranger.get(path).headers

    cookie = stranger.enter(code).headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "max-age" not in cookie.casefold()
    assert "expires" not in cookie.casefold()


def test_behind_https_the_cookie_is_bound_to_the_host(zone, code):
    table = zone.application.settings.citizen.model_copy(update={"public_url": "https://private.example.ca"})
    zone.application.settings = zone.application.settings.model_copy(update={"citizen": table})
    person = Person(citizen_app(zone.application, Deriver(CHEAP)))

    answer = person.post("/en/first", {"code": code, "passphrase": PASSPHRASE, "again": PASSPHRASE})

    assert answer.headers["set-cookie"].startswith("__Host-smbot-private=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_a_person_writes_reads_the_answer_in_both_languages_and_comes_back(zone, app, person, code):
    sent = person.post("/en/thread", LETTER)
    zone.desk.answer(CASE, ALICE, PrivateText("We come & mend it."))
    later = Person(app, "198.51.100.4")
    later.enter(code.lower(), door="enter", language="fr")
    page = later.get("/fr/thread").text

    assert (sent.status_code, sent.headers["location"]) == (303, "/en/thread?done=sent")
    assert "We have your message" in person.get("/en/thread?done=sent").text
    assert "My roof &lt;leaks&gt;" in page
    assert "We come &amp; mend it." in page
    assert "zed@example.org" in page


def test_an_empty_thread_says_so(person):
    assert "Nothing yet." in person.get("/en/thread").text
    assert "Rien pour le moment." in person.get("/fr/thread").text


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({}, []),
        ({"text": " \n"}, ["text"]),
        ({"text": "x" * 5_001}, ["text"]),
        ({"language": ""}, ["language"]),
        ({"language": "de"}, ["language"]),
        ({"channel": ""}, ["channel"]),
        ({"channel": "pigeon"}, ["channel"]),
        ({"channel": "message", "contact": ""}, []),
        ({"channel": "call-back", "contact": "555-0144"}, ["contact"]),
        ({"channel": "call-back", "contact": "604 555-0144"}, []),
        ({"channel": "text", "contact": "zed@example.org"}, ["contact"]),
        ({"channel": "e-mail", "contact": "604 555-0144"}, ["contact"]),
        ({"channel": "e-mail", "contact": "zed@example.org, all@example.org"}, ["contact"]),
        ({"channel": "e-mail", "contact": "zed@example.org\nBcc: x@example.org"}, ["contact"]),
        ({"channel": "video", "contact": "zed@example.org"}, []),
        ({"channel": "visit", "contact": "at noon"}, ["contact"]),
        ({"contact": "x" * 201}, ["contact"]),
        ({"when": "x" * 201}, ["when"]),
    ],
)
def test_a_message_is_checked(change, places):
    letter = {"text": "Hello", "language": "en", "channel": "e-mail", "contact": "zed@example.org"} | change

    assert [problem.place for problem in check_letter(Letter(**letter))] == places


def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(person):
    page = person.post("/en/thread", LETTER | {"contact": "no address", "answer_in": ""})

    assert page.status_code == 422
    assert "<title>Error: Your conversation" in page.text
    for place in ("contact", "language"):
        assert f'<a href="#{place}">' in page.text
        assert f'id="{place}-wrong"' in page.text
    assert 'aria-describedby="contact-wrong contact-hint" aria-invalid="true"' in page.text
    assert "My roof &lt;leaks&gt;" in page.text
    assert 'value="no address"' in page.text


@pytest.mark.parametrize("door", ["first", "enter"])
def test_mistakes_at_a_door_never_show_the_passphrase(app, door, code):
    page = Person(app).enter("YM3-80X-46Y", door=door, passphrase="violet kettle marsh", again="other")

    assert page.status_code == 422
    assert "violet" not in page.text
    assert 'id="code-wrong"' in page.text


def test_unknown_code_wrong_passphrase_and_used_code_look_the_same(app, person, code):
    wrong = Person(app, "198.51.100.5").enter(code, door="enter", passphrase="not the right one")
    unknown = Person(app, "198.51.100.6").enter("YM3-80X-46X", door="enter", passphrase="not the right one")
    used = Person(app, "198.51.100.7").enter(code, passphrase="not the right one")
    fresh = Person(app, "198.51.100.8").enter("YM3-80X-46X", passphrase="not the right one")

    def without_code(answer):
        return answer.status_code, answer.text.replace(code, "").replace("YM3-80X-46X", "")

    assert without_code(wrong) == without_code(unknown)
    assert without_code(used) == without_code(fresh)
    assert wrong.status_code == used.status_code == 403


def test_a_code_that_has_run_out_says_so_to_who_knows_the_passphrase(zone, app, person, code):
    zone.clock.advance(days=61)

    right = Person(app).enter(code, door="enter")
    wrong = Person(app, "198.51.100.5").enter(code, door="enter", passphrase="not the right one")

    assert (right.status_code, wrong.status_code) == (410, 403)
    assert "This code is no longer valid" in right.text


def test_a_message_that_comes_after_the_visit_ended_is_given_back(zone, person):
    zone.clock.advance(minutes=31)

    answer = person.post("/en/thread", LETTER)

    assert answer.status_code == 401
    assert "My roof &lt;leaks&gt;" in answer.text
    assert "Your message was not sent" in answer.text
    assert person.get("/en/thread").headers["location"] == "/en/enter?ended=1"


def test_a_form_of_another_site_or_without_its_token_does_nothing(zone, person, code):
    for path, data in (("/en/thread", LETTER), ("/en/delete", {}), ("/en/close", {})):
        assert person.post(path, data, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert person.post(path, data, token="wrong").status_code == 403
    cross = person.post("/en/enter", {"code": code, "passphrase": PASSPHRASE}, headers={"sec-fetch-site": "none"})

    assert cross.status_code == 403
    assert zone.desk.open_thread(CASE, ALICE) == ()


def test_a_person_deletes_what_they_wrote(zone, person):
    person.post("/en/thread", LETTER)
    assert "cannot be undone" in person.get("/en/delete").text

    done = person.post("/en/delete")
    page = person.get(done.headers["location"]).text

    assert "What you had written is deleted" in page
    assert "This message was deleted." in page
    assert "roof" not in page
    assert [opened.said for opened in zone.desk.open_thread(CASE, ALICE)] == [None]


def test_closing_ends_the_visit_here_and_on_the_server(app, person):
    secret = person.cookies["smbot-private"]

    person.post("/en/close")

    thief = Person(app)
    thief.cookies.set("smbot-private", secret)
    assert thief.get("/en/thread").headers["location"] == "/en/enter?ended=1"


@pytest.mark.parametrize(
    ("path", "status"), [("/de", 404), ("/en/nothing", 404), ("/en/close", 405), ("/static/../app.py", 404)]
)
def test_what_is_not_there_is_told_in_the_visitors_language(app, path, status):
    answer = Person(app).get(path, headers={"accept-language": "fr"})

    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_many_at_once_are_asked_to_wait(zone, code):
    class Full(Deriver):
        def derive(self, passphrase, salt):
            raise Busy

    answer = Person(citizen_app(zone.application, Full(CHEAP))).enter(code)

    assert answer.status_code == 503
    assert "Please wait a minute" in answer.text


def test_a_failure_shows_a_page_and_logs_no_word(zone, code, capsys):
    class Broken(Deriver):
        def derive(self, passphrase, salt):
            raise RuntimeError(PASSPHRASE)

    answer = Person(citizen_app(zone.application, Broken(CHEAP))).enter(code)

    told = "".join(capsys.readouterr())
    assert answer.status_code == 500
    assert "Something failed on our side" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "RuntimeError" in told
    assert PASSPHRASE not in told + answer.text


def test_the_page_opens_with_public_keys_alone(zone, code):
    folder = zone.application.key_folder
    for path in folder.iterdir():
        if path.name not in {"private.pub", "dispatch.pub", "digest.key"} and path.suffix in {".key", ".pub"}:
            path.unlink()
    fresh = Application(zone.application.configuration, zone.clock, {})

    person = Person(citizen_app(fresh, Deriver(CHEAP)))
    person.enter(code)
    sent = person.post("/en/thread", LETTER)
    fresh.close()

    assert sent.status_code == 303
