"""The API beside the answer: search, putting off, notes, acts on many with their undo, kept views."""

import json

import pytest
from sqlalchemy import text
from web.api import Program, a_token

from smbot.core.events import Act
from smbot.members.scopes import Scope
from smbot.storage.searching import MOST_FOUND

TOMORROW = "2026-03-05T14:00:00Z"
PHONE = "204-555-0143"


@pytest.fixture
def a_program(app, desk):
    """Make a program with a token of a member."""

    def make(name, *scopes):
        return Program(app, a_token(desk, name, *scopes).secret)

    return make


def found(program, **query):
    return [each["id"] for each in program.get("/mentions", params=query).json()["items"]]


def version(program, mention):
    return program.get(f"/mentions/{mention}").json()["version"]


def many(program, *mentions):
    return [{"id": each, "version": version(program, each)} for each in mentions]


# --- search ------------------------------------------------------------------------------------------


def test_words_of_masked_texts_are_found_together_with_filters(a_program, desk):
    wanted = desk.add_mention("Ma carte santé est périmée.", language="fr")
    desk.add_mention("The road is closed.")
    ana = a_program("ana")

    assert found(ana, words="sante perim") == [wanted]
    assert found(ana, words="carte", language="en") == []
    assert found(ana, words="carte road") == []


@pytest.mark.parametrize("words", ["formulaires", "formulaire", "FORMULAIRES perdus"])
def test_singular_and_plural_are_found_by_each_other(a_program, desk, words):
    wanted = [desk.add_mention("Un formulaire perdu"), desk.add_mention("Mes formulaires sont perdus")]
    desk.add_mention("Access to forms")

    assert set(found(a_program("ana"), words=words)) == set(wanted)
    assert found(a_program("ana"), words="acces") == found(a_program("ana"), words="access") != []


def test_a_search_goes_on_page_by_page(a_program, desk):
    mentions = [desk.add_mention("My card is late.", minutes_old=100 - at) for at in range(3)]
    desk.add_mention("The road is closed.")
    ana = a_program("ana")

    first = ana.get("/mentions?words=card&limit=2").json()
    second = ana.get(f"/mentions?words=card&limit=2&cursor={first['next']}").json()

    assert [each["id"] for page in (first, second) for each in page["items"]] == mentions
    assert (first["total"], second["total"], second["next"]) == (3, 3, None)


def test_words_that_would_give_a_person_away_are_refused_and_stand_in_no_answer_and_no_log(a_program, desk, capsys):
    desk.add_mention()

    answer = a_program("ana").get("/mentions", params={"words": f"call {PHONE}"}, headers={"accept-language": "en"})

    assert answer.status_code == 409
    assert answer.json()["detail"] == "Posts are kept with such words masked: look for words around them."
    with desk.application.store.read() as tx:
        logged = b"".join(tx.audit_newest(50)).decode()
    written = capsys.readouterr()
    assert "555" not in answer.text + logged + written.out + written.err


@pytest.mark.parametrize(("posts", "told"), [(MOST_FOUND, False), (MOST_FOUND + 1, True)])
def test_a_search_says_when_it_looks_through_the_newest_alone(a_program, desk, posts, told):
    with desk.application.store.write() as tx:
        rows = [{"at": 10_000 + number, "words": "A commonplace word."} for number in range(posts)]
        tx.session.execute(text("INSERT INTO mention_words (rowid, words) VALUES (:at, :words)"), rows)
    ana = a_program("ana")

    assert ana.get("/mentions?words=commonplace").json()["newest_only"] is told
    assert ana.get("/mentions").json()["newest_only"] is False


# --- putting off, giving, notes ----------------------------------------------------------------------


def test_what_is_put_off_leaves_the_lists_and_is_woken_again(a_program, desk):
    mention, ana = desk.add_mention(), a_program("ana")

    off = ana.post(f"/mentions/{mention}/snooze", {"version": version(ana, mention), "until": TOMORROW}).json()
    listed = {tab: found(ana, tab=tab) for tab in ("unclaimed", "snoozed")}
    woken = ana.post(f"/mentions/{mention}/wake").json()
    again = ana.post(f"/mentions/{mention}/wake")

    assert (off["snoozed_until"], off["assigned_to"]) == (TOMORROW, "ana")
    assert listed == {"unclaimed": [], "snoozed": [mention]}
    assert (woken["snoozed_until"], again.status_code) == (None, 409)
    assert again.json()["detail"] == "It is not put off."


def test_who_puts_off_an_older_version_is_told_the_newer_one(a_program, desk):
    mention, ana = desk.add_mention(), a_program("ana")
    seen = version(ana, mention)
    a_program("paul").post(f"/mentions/{mention}/claim")

    answer = ana.post(f"/mentions/{mention}/snooze", {"version": seen, "until": TOMORROW})

    assert answer.status_code == 409
    assert answer.json()["current"]["claimed_by"] == "paul"


@pytest.mark.parametrize("until", ["2026-03-05T14:00:00", "2026-03-05", "tomorrow", 1772719200, "2026-03-05 14:00Z"])
def test_a_time_without_its_zone_is_no_time(a_program, desk, until):
    mention, ana = desk.add_mention(), a_program("ana")

    answer = ana.post(f"/mentions/{mention}/snooze", {"version": version(ana, mention), "until": until})

    assert answer.status_code == 422


@pytest.mark.parametrize("until", ["2026-03-04T15:31:00Z", "2027-03-04T15:30:00Z", "0001-01-01T00:00:00+23:59"])
def test_a_time_that_is_too_near_or_too_far_is_refused_as_on_the_page(a_program, desk, until):
    mention, ana = desk.add_mention(), a_program("ana")

    answer = ana.post(f"/mentions/{mention}/snooze", {"version": version(ana, mention), "until": until})

    assert answer.json()["detail"] == "Choose a time between five minutes and ninety days from now."


def test_a_mention_is_given_to_a_colleague_and_to_nobody_again(a_program, desk):
    mention, ana = desk.add_mention(), a_program("ana")

    given = ana.post(f"/mentions/{mention}/assign", {"version": version(ana, mention), "to": "paul"}).json()
    refused = ana.post(f"/mentions/{mention}/assign", {"version": given["version"], "to": "vera"})
    free = ana.post(f"/mentions/{mention}/assign", {"version": given["version"], "to": ""}).json()

    assert (given["assigned_to"], free["assigned_to"]) == ("paul", "")
    assert refused.json()["detail"] == "Nobody of this name works on the queue."


def test_a_note_is_masked_before_it_is_kept_and_read_by_colleagues(a_program, desk):
    mention = desk.add_mention()

    noted = a_program("ana").post(f"/mentions/{mention}/note", {"text": f"She waits at {PHONE}."})
    read = a_program("vera").get(f"/mentions/{mention}/notes").json()["items"]

    assert noted.status_code == 200
    assert read == [noted.json()]
    assert (read[0]["by"], "waits at" in read[0]["text"]) == ("ana", True)
    assert "555" not in read[0]["text"]


def test_notes_are_those_of_a_mention_that_is_there(a_program):
    ana = a_program("ana")

    assert ana.get("/mentions/m-none/notes").status_code == 404
    assert ana.post("/mentions/m-none/note", {"text": "Called."}).status_code == 404


# --- one act on many ---------------------------------------------------------------------------------


def test_many_go_or_stay_each_by_itself_and_those_that_went_are_taken_back(a_program, desk):
    free, held = desk.add_mention(), desk.add_mention()
    ana = a_program("ana")
    a_program("paul").post(f"/mentions/{held}/claim")

    done = ana.post("/together", {"act": "claim", "mentions": many(ana, free, held)}).json()
    states = {each: ana.get(f"/mentions/{each}").json()["claimed_by"] for each in (free, held)}
    back = ana.post(f"/together/{done['number']}/undo").json()
    again = ana.post(f"/together/{done['number']}/undo")

    assert [each["id"] for each in done["went"]] == [free]
    assert [each["id"] for each in done["stayed"]] == [held]
    assert done["stayed"][0]["why"]
    assert states == {free: "ana", held: "paul"}
    assert (back["undone"], [each["id"] for each in back["went"]]) == (True, [free])
    assert ana.get(f"/mentions/{free}").json()["state"] == "drafted"
    assert (again.status_code, again.json()["detail"]) == (409, "This is taken back already.")


def test_what_somebody_changed_meanwhile_or_is_not_there_stays_with_its_reason(a_program, desk):
    changed, ana = desk.add_mention(), a_program("ana")
    seen = [*many(ana, changed), {"id": "m-none", "version": 1}]
    a_program("paul").post(f"/mentions/{changed}/claim")

    done = ana.post("/together", {"act": "no-reply", "mentions": seen}, headers={"accept-language": "en"}).json()

    assert done["went"] == []
    assert {each["id"]: each["why"] for each in done["stayed"]} == {
        changed: "Somebody changed this first. Look at it again.",
        "m-none": "There is no mention of this id.",
    }


def test_an_act_on_many_is_told_to_who_did_it_alone(a_program, desk):
    mention, ana, paul = desk.add_mention(), a_program("ana"), a_program("paul")
    body = {"act": "snooze", "until": TOMORROW, "mentions": many(ana, mention)}
    number = ana.post("/together", body).json()["number"]

    own, others = ana.get(f"/together/{number}"), paul.get(f"/together/{number}")

    assert own.json()["act"] == "snooze"
    assert (others.status_code, paul.post(f"/together/{number}/undo").status_code) == (404, 404)


@pytest.mark.parametrize(
    ("act", "why"), [("snooze", "Say until when."), ("assign", "Say to whom."), ("label", "Choose a label.")]
)
def test_what_an_act_on_many_asks_for_is_asked_in_the_pages_words(a_program, desk, act, why):
    mention, ana = desk.add_mention(), a_program("ana")

    answer = ana.post("/together", {"act": act, "mentions": many(ana, mention)})

    assert (answer.status_code, answer.json()["detail"]) == (409, why)


def test_labels_are_given_to_many_and_set_back_by_a_token_for_labels_alone(a_program, desk):
    mention, reader = desk.add_mention(), a_program("ana")
    both = a_program("ana", Scope.WRITE_QUEUE, Scope.WRITE_LABELS)
    queue = a_program("ana", Scope.WRITE_QUEUE)
    body = {"act": "label", "label": "question", "mentions": many(reader, mention)}

    refused = queue.post("/together", body)
    done = both.post("/together", body).json()
    not_back = queue.post(f"/together/{done['number']}/undo")
    labels = reader.get(f"/mentions/{mention}").json()["labels"]
    both.post(f"/together/{done['number']}/undo")

    assert (refused.status_code, not_back.status_code) == (403, 403)
    assert 'scope="write:labels"' in refused.headers["www-authenticate"]
    assert labels == ["question"]
    assert reader.get(f"/mentions/{mention}").json()["labels"] == ["complaint"]


# --- kept views --------------------------------------------------------------------------------------


def test_a_view_that_was_kept_by_the_api_is_the_pages_too_and_the_other_way_round(a_program, a_browser):
    vera = a_program("vera")
    filters = {"tab": "unclaimed", "language": "fr", "words": "carte santé", "unsure": True}

    kept = vera.post("/views/keep", {"name": "  French   cards ", "filters": filters}).json()
    page = a_browser("vera").get("/queue").text
    a_browser("vera").post("/queue/views?tab=mine&label=urgent", {"name": "Mine"})
    listed = vera.get("/views").json()["items"]

    assert (kept["name"], kept["shared"], kept["by"]) == ("French cards", False, "vera")
    assert kept["filters"] == vera.get("/views").json()["items"][0]["filters"]
    assert {name: kept["filters"][name] for name in filters} == filters
    assert "French cards" in page
    assert [(each["name"], each["filters"]["tab"], each["filters"]["label"]) for each in listed] == [
        ("French cards", "unclaimed", ""),
        ("Mine", "mine", "urgent"),
    ]
    assert a_program("ana").get("/views").json()["items"] == []


def test_a_view_is_forgotten_by_its_name(a_program):
    vera = a_program("vera")
    vera.post("/views/keep", {"name": "Mine", "filters": {}})

    dropped = vera.post("/views/drop", {"name": "Mine"})

    assert dropped.json() == {"name": "Mine", "shared": False}
    assert vera.get("/views").json()["items"] == []
    assert vera.post("/views/drop", {"name": "Mine"}).status_code == 404


def test_a_view_for_everybody_needs_an_approver_and_the_scope_of_one(a_program):
    body = {"name": "Ours", "filters": {"tab": "open"}, "shared": True}
    paul = a_program("paul", Scope.WRITE_VIEWS, Scope.APPROVE)

    by_role, by_scope = (a_program(*who).post("/views/keep", body) for who in (["ana"], ["paul", Scope.WRITE_VIEWS]))
    kept = paul.post("/views/keep", body)
    seen = a_program("vera").get("/views").json()["items"]
    dropped = a_program("vera").post("/views/drop", {"name": "Ours", "shared": True})

    assert (by_role.status_code, by_scope.status_code, dropped.status_code) == (403, 403, 403)
    assert kept.status_code == 200
    assert [(each["name"], each["shared"], each["by"]) for each in seen] == [("Ours", True, "paul")]


@pytest.mark.parametrize("changes", [{"name": f"Call {PHONE}"}, {"filters": {"words": PHONE}}])
def test_a_view_that_would_give_a_person_away_is_not_kept(a_program, changes):
    ana = a_program("ana")

    answer = ana.post("/views/keep", {"name": "Mine", "filters": {}} | changes)

    assert answer.status_code == 409
    assert "555" not in answer.text
    assert ana.get("/views").json()["items"] == []


def test_what_is_done_by_the_api_stands_in_the_log_as_done_by_its_member(a_program, desk):
    mention, ana = desk.add_mention(), a_program("ana")

    ana.post(f"/mentions/{mention}/snooze", {"version": version(ana, mention), "until": TOMORROW})
    ana.post(f"/mentions/{mention}/wake")
    ana.post(f"/mentions/{mention}/note", {"text": "Called."})

    with desk.application.store.read() as tx:
        events = [json.loads(body) for body in tx.audit_of(mention)]
    assert [(event["act"], event["actor"]) for event in events] == [
        (act, "ana") for act in (Act.MENTION_SNOOZED, Act.MENTION_WOKEN, Act.MENTION_NOTED)
    ]
