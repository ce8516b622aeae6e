"""The API as a program meets it: the acts of the desk, problems, pages by cursor, paces, and what no token opens."""

import json

import jsonschema_rs
import pytest
from web.api import Program, a_token
from web.conftest import Browser
from web.making import DRAFT, NOW, install_in

from smbot.core.clock import FrozenClock
from smbot.core.labels import ACCESS
from smbot.core.purposes import Purpose
from smbot.members.scopes import Scope
from smbot.members.tokens import Tokens
from smbot.web.api.pace import Pace
from smbot.web.app import create_app


@pytest.fixture
def a_program(app, desk):
    """Make a program with a token of a member."""

    def make(name, *scopes):
        return Program(app, a_token(desk, name, *scopes).secret)

    return make


def test_a_reply_goes_from_the_queue_to_its_undo_window_and_back(a_program, desk):
    mention, ana, paul = desk.add_mention(), a_program("ana"), a_program("paul")
    words = "Hello, bonjour! We look into it."

    claimed = ana.post(f"/mentions/{mention}/claim").json()
    edited = ana.put(f"/mentions/{mention}/draft", {"version": claimed["version"], "text": words}).json()
    released = ana.post(f"/mentions/{mention}/release").json()
    approved = paul.post(f"/mentions/{mention}/approve", {"version": released["version"]})
    undone = paul.post(f"/mentions/{mention}/undo").json()

    assert (claimed["state"], claimed["claimed_by"]) == ("claimed", "ana")
    assert (edited["draft"]["text"], edited["draft_check"]["length"]) == (words, len(words))
    assert approved.status_code == 200, approved.text
    assert (approved.json()["state"], approved.json()["reply"]["state"]) == ("approved", "pending")
    assert undone["state"] == "claimed"
    acts = [event["act"] for event in paul.get(f"/mentions/{mention}/history").json()["items"]]
    assert acts == ["mention.claimed", "draft.edited", "mention.released", "reply.approved", "reply.retracted"]


def test_a_mention_is_told_masked_with_its_labels_and_their_evidence(a_program, desk):
    mention = desk.add_mention("My card is late. Call [PHONE_NUMBER 1].", evidence=["card is late"])

    told = a_program("vera").get(f"/mentions/{mention}").json()

    assert told["text"]["text"] == "My card is late. Call [PHONE_NUMBER 1]."
    [mask] = told["text"]["masks"]
    assert (mask["entity"], mask["number"], told["text"]["text"][mask["start"] : mask["end"]]) == (
        "PHONE_NUMBER",
        1,
        "[PHONE_NUMBER 1]",
    )
    [label] = told["label_details"]
    [shown] = label["evidence"]
    assert (label["name"], label["score"]) == ("complaint", 0.91)
    assert told["text"]["text"][shown["start"] : shown["end"]] == "card is late"
    assert told["acts"] == []


def test_what_identifies_an_author_is_told_nowhere(a_program, desk):
    mention = desk.add_mention()
    with desk.application.store.read() as tx:
        item = tx.item(mention)

    program = a_program("paul")
    told = program.get(f"/mentions/{mention}").text + program.get("/mentions").text

    assert item.pseudonym not in told
    assert item.conversation not in told
    assert "x.example" not in told


def test_who_comes_second_gets_the_newer_draft_and_loses_nothing_of_it(a_program, desk):
    mention = desk.add_mention()
    paul = a_program("paul")
    seen = paul.post(f"/mentions/{mention}/claim").json()["version"]
    paul.put(f"/mentions/{mention}/draft", {"version": seen, "text": "Hello, bonjour! First."})

    second = paul.put(f"/mentions/{mention}/draft", {"version": seen, "text": "Hello, bonjour! Second."})

    problem = second.json()
    assert second.status_code == 409
    assert second.headers["content-type"] == "application/problem+json"
    assert problem["type"].endswith("#problem-changed")
    assert problem["current"]["draft"]["text"] == "Hello, bonjour! First."
    assert problem["current"]["version"] == seen + 1


def test_what_the_desk_refuses_is_refused_in_the_callers_language(a_program, desk):
    mention, ana = desk.add_mention(), a_program("ana")

    answers = {
        language: ana.post(f"/mentions/{mention}/reopen", headers={"accept-language": language})
        for language in ("en", "fr-CA, en;q=0.5", "de")
    }

    assert {answer.status_code for answer in answers.values()} == {409}
    assert [answer.headers["content-language"] for answer in answers.values()] == ["en", "fr", "en"]
    assert answers["en"].json()["detail"] == "“Reopen” is not possible while the mention is “drafted”."
    assert answers["fr-CA, en;q=0.5"].json()["detail"] != answers["en"].json()["detail"]


def test_personal_information_is_not_kept_in_a_draft_and_not_repeated(a_program, desk):
    mention, paul = desk.add_mention(), a_program("paul")
    version = paul.post(f"/mentions/{mention}/claim").json()["version"]
    text = "Hello, bonjour! Write to jo@example.org or call 604-555-0187."

    answer = paul.put(f"/mentions/{mention}/draft", {"version": version, "text": text})

    assert answer.status_code == 409
    assert "604-555-0187" not in answer.text
    assert paul.get(f"/mentions/{mention}").json()["draft"]["text"] == DRAFT


def test_what_is_sent_wrongly_is_named_by_its_place_and_never_repeated(a_program, desk):
    mention, paul = desk.add_mention(), a_program("paul")

    answer = paul.put(f"/mentions/{mention}/draft", {"version": "604-555-0187", "text": 5, "jo@example.org": 1})

    assert answer.status_code == 422
    assert [(fault["at"], fault["rule"]) for fault in answer.json()["faults"]] == [
        (["body", "version"], "int_type"),
        (["body", "text"], "string_type"),
        (["body"], "extra_forbidden"),
    ]
    assert "604-555-0187" not in answer.text
    assert "example.org" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nothing", 404, "not-found"),
        ("GET", "/mentions/m-none", 404, "not-found"),
        ("GET", "/mentions?cursor=m-none", 404, "not-found"),
        ("DELETE", "/mentions", 405, "method"),
        ("OPTIONS", "/mentions", 405, "method"),
        ("GET", "/mentions/%2e%2e%00", 422, "invalid"),
    ],
)
def test_every_error_is_a_problem(a_program, method, path, status, kind):
    answer = a_program("paul").request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["status"], answer.json()["type"]) == (status, f"/api/v1/docs#problem-{kind}")


def test_a_body_that_is_too_long_is_refused_as_that(a_program, desk):
    mention = desk.add_mention()

    answer = a_program("paul").put(f"/mentions/{mention}/draft", {"version": 1, "text": "x" * 300_000})

    assert answer.status_code == answer.json()["status"] == 413


def test_the_list_goes_on_where_it_stopped_whatever_came_before(a_program, desk):
    mentions = [desk.add_mention(minutes_old=100 - at) for at in range(7)]
    ana = a_program("ana")

    first = ana.get("/mentions?limit=3").json()
    newcomer = desk.add_mention(minutes_old=500, rank=0)
    second = ana.get(f"/mentions?limit=3&cursor={first['next']}").json()
    third = ana.get(f"/mentions?limit=3&cursor={second['next']}").json()

    seen = [each["id"] for page in (first, second, third) for each in page["items"]]
    assert seen == mentions
    assert newcomer not in seen
    assert [page["total"] for page in (first, second, third)] == [7, 8, 8]
    assert third["next"] is None


def test_filters_are_those_of_the_queues_own_address(a_program, desk):
    french = desk.add_mention(language="fr")
    asks = desk.add_mention(label=ACCESS)
    held = desk.add_mention()
    ana = a_program("ana")
    ana.post(f"/mentions/{held}/claim")

    def listed(query):
        return {each["id"] for each in ana.get(f"/mentions?{query}").json()["items"]}

    assert listed("") == {french, asks, held}
    assert listed("language=fr") == {french}
    assert listed("tab=mine") == {held}
    assert listed("tab=unclaimed") == {french, asks}
    assert listed("tab=access") == {asks}
    assert listed("tab=mine&state=drafted") == set()
    assert listed("label=complaint&state=claimed") == {held}


def test_labels_are_corrected_and_set_back(a_program, desk):
    mention, chloe = desk.add_mention(), a_program("chloe")
    version = chloe.get(f"/mentions/{mention}").json()["version"]

    corrected = chloe.put(f"/mentions/{mention}/labels", {"version": version, "labels": ["question"]}).json()
    back = chloe.post(f"/mentions/{mention}/labels/undo", {"version": corrected["version"]}).json()

    assert corrected["labels"] == ["question"]
    assert corrected["label_details"][0]["score"] is None
    assert back["labels"] == ["complaint"]


def test_a_post_is_hidden_with_its_reason(a_program, desk):
    mention, ana = desk.add_comment(), a_program("ana")
    version = ana.get(f"/mentions/{mention}").json()["version"]

    told = ana.post(f"/mentions/{mention}/orders/hide", {"version": version, "reason": "exposes somebody"}).json()

    assert told["orders"]["visibility"]["state"] == "pending"


def test_an_approvers_program_takes_back_what_it_approved_with_that_scope_alone(a_program, desk):
    mention, program = desk.add_mention(), a_program("paul", Scope.APPROVE, Scope.READ_QUEUE)
    version = program.get(f"/mentions/{mention}").json()["version"]

    approved = program.post(f"/mentions/{mention}/approve", {"version": version})
    undone = program.post(f"/mentions/{mention}/undo")

    assert (approved.status_code, undone.status_code) == (200, 200)
    assert a_program("paul", Scope.READ_QUEUE).post(f"/mentions/{mention}/undo").status_code == 403


def test_what_was_written_in_private_is_told_to_no_program(a_program, desk):
    mention, paul = desk.add_comment(minutes_old=30), a_program("paul", Scope.APPROVE, Scope.READ_QUEUE)
    version = paul.get(f"/mentions/{mention}").json()["version"]
    words = "Hello, bonjour! We would like to help you. Please tell us in this conversation what happened."

    ordered = paul.post(f"/mentions/{mention}/orders/write", {"version": version, "text": words})

    assert ordered.status_code == 200, ordered.text
    told = paul.get(f"/mentions/{mention}").json()["orders"]["private"]
    with desk.application.store.read() as tx:
        assert tx.item(mention).orders[Purpose.PRIVATE].text == words
    assert told["text"] == ""
    assert words not in ordered.text + json.dumps(told) + paul.get(f"/mentions/{mention}/history").text


def test_the_audit_log_is_read_page_by_page_and_verified(a_program, desk):
    mention, ana, chloe = desk.add_mention(), a_program("ana"), a_program("chloe")
    for _ in range(3):
        ana.post(f"/mentions/{mention}/claim")
        ana.post(f"/mentions/{mention}/release")

    head = chloe.get("/audit").json()
    seen, before = [], ""
    while before is not None:
        page = chloe.get(f"/audit/events?limit=3{before}").json()
        seen += [event["seq"] for event in page["items"]]
        before = f"&before={page['next']}" if page["next"] is not None else None

    assert seen == list(reversed(range(head["size"])))
    assert chloe.post("/audit/verify").json() == {"verified": True, "events": head["size"]}


def test_a_token_that_asks_too_often_must_wait(tmp_path):
    made = install_in(tmp_path, web={"api_per_minute": 2})
    app = create_app(made.application)
    paul, ana = (Program(app, a_token(made, name).secret) for name in ("paul", "ana"))

    statuses = [paul.get("/me").status_code for _ in range(3)]
    refused = paul.get("/me")
    other = ana.get("/me")
    made.clock.advance(seconds=int(refused.headers["retry-after"]))
    after = paul.get("/me")
    made.application.close()

    assert statuses == [200, 200, 429]
    assert refused.headers["retry-after"] == "30"
    assert (other.status_code, after.status_code) == (200, 200)


def test_an_allowance_fills_up_evenly_and_never_over_its_size():
    clock = FrozenClock(NOW)
    pace = Pace(clock, 60)

    assert [pace.wait("k-a") for _ in range(60)] == [0] * 60
    assert pace.wait("k-a") == 1
    clock.advance(hours=5)
    assert [pace.wait("k-a") for _ in range(61)] == [0] * 60 + [1]


def test_a_token_is_refused_once_it_is_revoked_or_over(a_program, app, desk):
    new = a_token(desk, "paul", days=1)
    program = Program(app, new.secret)
    other = a_program("paul")
    assert program.get("/me").status_code == 200

    Tokens(desk.application.store, desk.clock).revoke(desk.members["paul"], new.token.id)
    revoked = program.get("/me")
    desk.clock.advance(days=31)

    assert revoked.status_code == other.get("/me").status_code == 401
    assert 'error="invalid_token"' in revoked.headers["www-authenticate"]


def test_a_token_of_a_disabled_member_or_of_one_with_a_one_time_password_opens_nothing(app, desk):
    program = Program(app, a_token(desk, "ana").secret)
    with desk.application.store.write() as tx:
        tx.keep_password(desk.members["ana"].id, "x", must_change=True)
    must_change = program.get("/me")
    with desk.application.store.write() as tx:
        tx.set_disabled(desk.members["ana"].id, True)

    assert must_change.status_code == 403
    assert program.get("/me").status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer smbot_x", "Basic abc", "Bearer " + "x" * 500])
def test_what_is_no_token_opens_nothing(app, header):
    assert Program(app).get("/me", headers={"authorization": header} if header else {}).status_code == 401


def test_a_secret_is_read_from_its_header_alone(app, desk):
    secret = a_token(desk, "paul").secret

    answer = Program(app).get(f"/me?access_token={secret}", headers={"cookie": f"token={secret}"})

    assert answer.status_code == 401


def test_a_program_acts_in_its_members_name(a_program, desk):
    told = a_program("paul", Scope.READ_QUEUE, Scope.APPROVE).get("/me").json()

    assert (told["member"], told["roles"]) == ("paul", ["approver"])
    assert told["scopes"] == ["approve:queue", "read:queue"]
    assert told["permissions"] == ["approve", "read-queue", "work-queue"]


def test_the_description_is_for_members_by_token_or_in_a_browser(a_program, app):
    browser = Browser(app)
    nobody = browser.get("/api/v1/openapi.json")
    browser.sign_in("vera")
    by_session = browser.get("/api/v1/openapi.json", headers={"accept-language": "fr"})
    by_token = a_program("vera").get("/openapi.json", headers={"accept-language": "fr"})

    assert nobody.status_code == 401
    assert by_session.status_code == by_token.status_code == 200
    assert by_token.json()["openapi"].startswith("3.1")
    assert by_token.headers["content-language"] == "fr"


def test_the_description_tells_what_every_route_needs_and_may_answer(a_program):
    document = a_program("vera").get("/openapi.json").json()

    operations = [each for path in document["paths"].values() for each in path.values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"]
        assert operation["tags"]
        assert {"200", "401", "403", "422", "429", "500"} <= set(operation["responses"])
        assert {name for each in operation["security"] for name in each} == {"token"}
        assert all(each["description"] for each in operation.get("parameters", ()))
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, told in schema.get("properties", {}).items():
            assert told.get("description"), (name, field)
    assert "HTTPValidationError" not in json.dumps(document)


def test_the_description_shows_an_example_of_every_body_answer_and_problem_that_its_schema_takes(a_program):
    document = a_program("vera").get("/openapi.json").json()

    for operations in document["paths"].values():
        for operation in operations.values():
            parts = [operation["requestBody"]] if "requestBody" in operation else []
            for part in [*parts, *operation["responses"].values()]:
                for media in part["content"].values():
                    if "$ref" in media["schema"]:
                        schema = media["schema"] | {"components": document["components"]}
                        validator = jsonschema_rs.Draft202012Validator(schema)
                        assert [error.message for error in validator.iter_errors(media["example"])] == []
            assert operation["description"], operation["summary"]


def test_the_page_shows_every_route_and_nothing_from_elsewhere(a_program, app):
    document = a_program("vera").get("/openapi.json").json()
    browser = Browser(app)
    browser.sign_in("vera")

    page = browser.get("/api/v1/docs").text

    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert f"{method.upper()} /api/v1{path}" in page
            assert f'id="{operation["operationId"]}"' in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
