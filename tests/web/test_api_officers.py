"""The compliance desk by the API: holds, exports, disposals and timelines, reports of breaches, samples."""

import hashlib
import io
import json
import zipfile

import pytest
from web.api import Program, a_token
from web.casework import open_case
from web.test_labels import drawn

HOLD = {"kind": "mention", "matter": "File 2026-114", "reason": "Litigation is expected"}
DAYS = {"first": "2026-01-01", "last": "2026-12-31"}
BREACH = {"title": "A number stayed visible", "what": "It was hidden after two hours.", "discovered": "2026-03-01"}


@pytest.fixture
def chloe(app, desk):
    return Program(app, a_token(desk, "chloe").secret)


def done(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_hold_is_placed_once_listed_and_lifted_for_good(chloe, desk):
    mention = desk.add_mention()

    placed, twice = (done(chloe.post("/holds", HOLD | {"named": mention})) for _ in range(2))
    standing = done(chloe.get("/holds"))["items"]
    lifted = done(chloe.post(f"/holds/{placed['number']}/lift", {"reason": "The proceeding is over"}))
    again = chloe.post(f"/holds/{placed['number']}/lift", {"reason": "The proceeding is over"})

    assert twice == placed
    assert standing == [placed]
    assert (lifted["lifted_by"], lifted["disposed"]) == ("chloe", 0)
    assert done(chloe.get("/holds"))["items"] == []
    assert len(done(chloe.get("/holds?lifted=true"))["items"]) == 1
    assert again.status_code == 409


def test_the_hold_of_an_author_names_a_mention_and_never_the_author(chloe, desk):
    mention = desk.add_mention()
    with desk.application.store.read() as tx:
        author = tx.item(mention).pseudonym

    placed = chloe.post("/holds", HOLD | {"kind": "author", "named": mention})

    assert done(placed)["named"] == mention
    assert author not in placed.text + chloe.get("/holds").text


def test_an_export_is_seen_first_then_fetched_with_a_manifest_that_lists_its_files(chloe, desk):
    mention = desk.add_mention("Call [PHONE_NUMBER 1].")

    seen = done(chloe.get("/exports/preview", params=DAYS | {"kind": "mentions"}))
    archive = chloe.post("/exports", DAYS | {"kind": "mentions", "form": "json"})

    assert (seen["records"], seen["rows"][0]["id"]) == (1, mention)
    with zipfile.ZipFile(io.BytesIO(archive.content)) as whole:
        files = {name.rpartition("/")[2]: whole.read(name) for name in whole.namelist()}
    manifest = json.loads(files["manifest.json"])
    assert {each["name"]: each["sha256"] for each in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "manifest.json"
    }
    with desk.application.store.read() as tx:
        newest = tx.audit_newest(1)[0].decode()
    assert hashlib.sha256(files["manifest.json"]).hexdigest() in newest


def test_an_export_whose_days_are_the_wrong_way_round_is_refused(chloe):
    turned = {"first": "2026-12-31", "last": "2026-01-01", "kind": "cases", "form": "csv"}

    assert chloe.post("/exports", turned).status_code == 422


def test_what_waits_and_all_that_is_told_of_a_case_can_be_read(chloe, desk):
    case = open_case(desk)

    waiting = done(chloe.get("/compliance"))
    timeline = done(chloe.get(f"/compliance/timelines/{case.id}"))["items"]

    assert waiting["holds"] == 0
    assert "case.opened" in {event["act"] for event in timeline}
    assert chloe.get("/compliance/timelines/m-none").status_code == 404
    assert done(chloe.get("/compliance/disposals")) == {"items": [], "total": 0, "held": []}


def test_a_record_of_the_log_comes_with_its_proof(chloe):
    proof = done(chloe.get("/audit/events/0/proof"))

    assert proof["seq"] == 0
    assert chloe.get("/audit/events/999999/proof").status_code == 404


def test_the_log_of_people_tells_who_made_which_token(chloe, desk):
    told = done(chloe.get("/audit/people", params={"person": desk.members["chloe"].id}))

    assert "token.created" in {event["act"] for event in told["items"]}
    assert told["names"][desk.members["chloe"].id] == "chloe"
    assert chloe.get("/audit/people?person=u-none").status_code == 404


def test_a_report_of_a_breach_is_begun_and_gets_versions(chloe, desk):
    mention = desk.add_mention()
    begun = done(chloe.post("/breaches", {"subject": mention, "fields": BREACH}))
    at = f"/breaches/{begun['number']}"

    told = {"people": 3, "sensitivity": "low", "information": ["PHONE_NUMBER"], "standing": "closed"}
    second = done(chloe.put(at, {"version": 1, "fields": BREACH | told}))
    late = chloe.put(at, {"version": 1, "fields": BREACH})

    assert (second["version"], second["open"], second["fields"]["people"]) == (2, False, "3")
    assert [each["version"] for each in done(chloe.get(at))["items"]] == [2, 1]
    assert [each["version"] for each in done(chloe.get("/breaches"))["items"]] == [2]
    assert late.status_code == 409
    assert chloe.post("/breaches", {"subject": "m-none", "fields": BREACH}).status_code == 409


def test_a_field_that_the_report_does_not_know_is_named(chloe):
    answer = chloe.post("/breaches", {"fields": BREACH | {"severity": "low"}})

    assert answer.status_code == 422
    assert answer.json()["faults"][0]["at"] == ["body", "fields", "severity"]


def test_drawn_posts_are_answered_with_the_version_that_was_seen(chloe, desk):
    first, second = drawn(desk, 2)
    [one, _] = sorted(done(chloe.get("/samples"))["items"], key=lambda each: each["mention"] != first)

    left = done(chloe.post(f"/samples/{first}", {"version": one["version"], "is_request": True}))["items"]

    assert one["mention"] == first
    assert [each["mention"] for each in left] == [second]
    assert chloe.post(f"/samples/{first}", {"version": 1, "is_request": True}).status_code == 404


def test_corrections_of_labels_are_approved_or_declined(chloe, desk):
    corrections, ana = desk.application.label_corrections(), desk.members["ana"]
    numbers = [corrections.correct(ana, desk.add_mention(), ["question"]).number for _ in range(2)]

    waiting = done(chloe.get("/label-corrections"))["items"]
    done(chloe.post(f"/label-corrections/{numbers[0]}/approve"))
    left = done(chloe.post(f"/label-corrections/{numbers[1]}/decline"))

    assert [(each["before"], each["after"]) for each in waiting] == [(["complaint"], ["question"])] * 2
    assert left["items"] == []
    assert chloe.post(f"/label-corrections/{numbers[0]}/approve").status_code == 404
