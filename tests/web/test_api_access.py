"""Who may do what by the API: the whole table of routes, with the scope that each needs and the roles that have it."""

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from web.api import Program, a_token
from web.conftest import Browser
from web.making import ROLES, install_in

from smbot.core.roles import GRANTS
from smbot.members.scopes import NEEDS, PERMITS, Scope, usable
from smbot.web.access import refuse_open_doors
from smbot.web.api.door import TokenGuard
from smbot.web.app import create_app

READERS = {"vera", "ana", "paul", "petra", "chloe"}
WORKERS = {"ana", "paul", "petra"}
APPROVERS = {"paul", "petra"}
OFFICERS = {"chloe"}
MENTION, CASE, ENTRY = "/mentions/{mention}", "/cases/{case}", "/docket/{entry}"
SEEN, WHY, SEEN_WHY = {"version": 0}, {"reason": "because"}, {"version": 0, "reason": "because"}
WORDS = {"version": 0, "text": "Hello, bonjour!"}
ENDING = SEEN_WHY | {"outcome": "solved"}
RESOLVED = {"state": "sent"}
EITHER = (Scope.WRITE_QUEUE, Scope.APPROVE)
ADMINISTRATORS, EVERYBODY = {"adam"}, set(ROLES)
REPORTED = APPROVERS | OFFICERS | ADMINISTRATORS
DAYS = {"first": "2026-02-01", "last": "2026-03-01"}
HOLD = {"kind": "mention", "named": "m-none", "matter": "File 1", "reason": "because"}
BREACH = {"fields": {"title": "A number stayed visible", "what": "As told.", "discovered": "2026-03-01"}}

TABLE = {
    ("GET", "/me"): (None, set(ROLES), None),
    ("GET", "/health"): (None, set(ROLES), None),
    ("GET", "/sending"): (None, set(ROLES), None),
    ("POST", "/sending/pause"): (Scope.WRITE_SENDING, APPROVERS | {"adam"}, None),
    ("POST", "/sending/resume"): (Scope.WRITE_SENDING, APPROVERS | {"adam"}, None),
    ("GET", "/mentions"): (Scope.READ_QUEUE, READERS, None),
    ("GET", MENTION): (Scope.READ_QUEUE, READERS, None),
    ("GET", f"{MENTION}/history"): (Scope.READ_QUEUE, READERS, None),
    ("POST", f"{MENTION}/claim"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", f"{MENTION}/release"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("PUT", f"{MENTION}/draft"): (Scope.WRITE_QUEUE, WORKERS, WORDS),
    ("POST", f"{MENTION}/draft/check"): (Scope.WRITE_QUEUE, WORKERS, {"text": "Hello"}),
    ("POST", f"{MENTION}/approve"): (Scope.APPROVE, APPROVERS, SEEN),
    ("POST", f"{MENTION}/undo"): (EITHER, WORKERS | APPROVERS, None),
    ("POST", f"{MENTION}/no-reply"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", f"{MENTION}/answered-by-hand"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", f"{MENTION}/reopen"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", f"{MENTION}/reject"): (Scope.WRITE_QUEUE, WORKERS, WHY),
    ("POST", f"{MENTION}/escalate"): (Scope.WRITE_QUEUE, WORKERS, WHY | {"to": "approver"}),
    ("POST", f"{MENTION}/opt-out"): (Scope.WRITE_QUEUE, WORKERS, WHY),
    ("POST", f"{MENTION}/opt-in"): (Scope.WRITE_QUEUE, WORKERS, WHY),
    ("POST", f"{MENTION}/resolve"): (Scope.APPROVE, APPROVERS, RESOLVED),
    ("PUT", f"{MENTION}/labels"): (Scope.WRITE_LABELS, WORKERS | OFFICERS, SEEN | {"labels": ["none"]}),
    ("POST", f"{MENTION}/labels/undo"): (Scope.WRITE_LABELS, WORKERS | OFFICERS, SEEN),
    ("POST", f"{MENTION}/orders/hide"): (Scope.WRITE_QUEUE, WORKERS, SEEN_WHY),
    ("POST", f"{MENTION}/orders/hide/take-back"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", f"{MENTION}/orders/show"): (Scope.WRITE_QUEUE, WORKERS, SEEN_WHY),
    ("POST", f"{MENTION}/orders/show/take-back"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", f"{MENTION}/orders/look"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", f"{MENTION}/orders/look/take-back"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", f"{MENTION}/orders/write"): (Scope.APPROVE, APPROVERS, WORDS),
    ("POST", f"{MENTION}/orders/write/take-back"): (Scope.APPROVE, APPROVERS, None),
    ("POST", f"{MENTION}/orders/write/resolve"): (Scope.APPROVE, APPROVERS, RESOLVED),
    ("POST", f"{MENTION}/orders/correct"): (Scope.APPROVE, APPROVERS, WORDS),
    ("POST", f"{MENTION}/orders/correct/take-back"): (Scope.APPROVE, APPROVERS, None),
    ("POST", f"{MENTION}/orders/remove"): (Scope.APPROVE, APPROVERS, SEEN_WHY),
    ("POST", f"{MENTION}/orders/remove/take-back"): (Scope.APPROVE, APPROVERS, None),
    ("POST", f"{MENTION}/snooze"): (Scope.WRITE_QUEUE, WORKERS, SEEN | {"until": "2026-03-05T12:00:00Z"}),
    ("POST", f"{MENTION}/wake"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", f"{MENTION}/assign"): (Scope.WRITE_QUEUE, WORKERS, SEEN | {"to": "ana"}),
    ("GET", f"{MENTION}/notes"): (Scope.READ_QUEUE, READERS, None),
    ("POST", f"{MENTION}/note"): (Scope.WRITE_QUEUE, WORKERS, {"text": "Called."}),
    ("POST", "/together"): (Scope.WRITE_QUEUE, WORKERS, {"act": "claim", "mentions": [{"id": "m-1", "version": 0}]}),
    ("GET", "/together/{number}"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("POST", "/together/{number}/undo"): (Scope.WRITE_QUEUE, WORKERS, None),
    ("GET", "/views"): (Scope.READ_QUEUE, READERS, None),
    ("POST", "/views/keep"): (Scope.WRITE_VIEWS, READERS, {"name": "French", "filters": {"language": "fr"}}),
    ("POST", "/views/drop"): (Scope.WRITE_VIEWS, READERS, {"name": "None such"}),
    ("GET", "/cases"): (Scope.READ_CASES, READERS, None),
    ("GET", CASE): (Scope.READ_CASES, READERS, None),
    ("POST", "/cases"): (Scope.WRITE_CASES, WORKERS, {"kind": "complaint", "mentions": ["m-none"]}),
    ("POST", f"{CASE}/assign"): (Scope.WRITE_CASES, WORKERS, SEEN),
    ("POST", f"{CASE}/hand-over"): (Scope.WRITE_CASES, WORKERS, SEEN_WHY),
    ("POST", f"{CASE}/describe"): (Scope.WRITE_CASES, WORKERS, SEEN),
    ("POST", f"{CASE}/task"): (Scope.WRITE_CASES, WORKERS, {"text": "Call."}),
    ("POST", f"{CASE}/tasks/{{number}}/done"): (Scope.WRITE_CASES, WORKERS, None),
    ("POST", f"{CASE}/join"): (Scope.WRITE_CASES, WORKERS, {"target": "c-none"}),
    ("POST", f"{CASE}/separate"): (Scope.WRITE_CASES, WORKERS, SEEN_WHY),
    ("POST", f"{CASE}/decline"): (Scope.WRITE_CASES, WORKERS, {"target": "c-none"}),
    ("POST", f"{CASE}/call"): (Scope.WRITE_CASES, WORKERS, WHY),
    ("POST", f"{CASE}/acknowledge"): (Scope.WRITE_CASES, WORKERS, {"call": "p-none"}),
    ("POST", f"{CASE}/survey"): (Scope.WRITE_CASES, WORKERS, None),
    ("POST", f"{CASE}/note"): (Scope.WRITE_CASES, WORKERS, {"text": "Called."}),
    ("POST", f"{CASE}/wait"): (Scope.WRITE_CASES, WORKERS, SEEN_WHY),
    ("POST", f"{CASE}/resume"): (Scope.WRITE_CASES, WORKERS, SEEN),
    ("POST", f"{CASE}/resolve"): (Scope.WRITE_CASES, WORKERS, ENDING),
    ("POST", f"{CASE}/close"): (Scope.WRITE_CASES, WORKERS, ENDING),
    ("POST", f"{CASE}/reopen"): (Scope.WRITE_CASES, WORKERS, SEEN_WHY),
    ("POST", f"{CASE}/escalate"): (Scope.WRITE_CASES, WORKERS, SEEN_WHY),
    ("GET", "/docket"): (Scope.READ_DOCKET, OFFICERS, None),
    ("GET", ENTRY): (Scope.READ_DOCKET, OFFICERS, None),
    ("POST", f"{ENTRY}/confirm"): (Scope.WRITE_DOCKET, OFFICERS, WHY),
    ("POST", f"{ENTRY}/reject"): (Scope.WRITE_DOCKET, OFFICERS, WHY),
    ("POST", f"{ENTRY}/acknowledge"): (Scope.WRITE_DOCKET, OFFICERS, WHY),
    ("POST", f"{ENTRY}/close"): (Scope.WRITE_DOCKET, OFFICERS, WHY),
    ("POST", f"{ENTRY}/reopen"): (Scope.WRITE_DOCKET, OFFICERS, WHY),
    ("POST", f"{ENTRY}/ask"): (Scope.WRITE_DOCKET, OFFICERS, {"about": ["when"]}),
    ("POST", f"{ENTRY}/answer"): (Scope.WRITE_DOCKET, OFFICERS, {"question": 1}),
    ("POST", f"{ENTRY}/extend"): (Scope.WRITE_DOCKET, OFFICERS, WHY | {"days": 5}),
    ("POST", f"{ENTRY}/pause"): (Scope.WRITE_DOCKET, OFFICERS, WHY),
    ("POST", f"{ENTRY}/resume"): (Scope.WRITE_DOCKET, OFFICERS, {}),
    ("POST", f"{ENTRY}/change"): (Scope.WRITE_DOCKET, OFFICERS, WHY | {"kind": "own-file"}),
    ("POST", f"{ENTRY}/pass"): (Scope.WRITE_DOCKET, OFFICERS, {}),
    ("POST", f"{ENTRY}/pass/again"): (Scope.WRITE_DOCKET, OFFICERS, None),
    ("POST", f"{ENTRY}/pass/take-back"): (Scope.WRITE_DOCKET, OFFICERS, None),
    ("POST", f"{ENTRY}/evidence"): (Scope.WRITE_DOCKET, OFFICERS, None),
    ("GET", "/figures/reputation"): (Scope.READ_FIGURES, READERS, None),
    ("GET", "/operations"): (Scope.READ_OPERATIONS, REPORTED, None),
    ("GET", "/offers"): (Scope.READ_OFFERS, APPROVERS | OFFICERS, None),
    ("GET", "/alarms"): (Scope.READ_ALARMS, EVERYBODY, None),
    ("GET", "/compliance"): (Scope.READ_COMPLIANCE, OFFICERS, None),
    ("GET", "/compliance/disposals"): (Scope.READ_COMPLIANCE, OFFICERS, None),
    ("GET", "/compliance/timelines/{subject}"): (Scope.READ_COMPLIANCE, OFFICERS, None),
    ("GET", "/holds"): (Scope.READ_HOLDS, OFFICERS, None),
    ("POST", "/holds"): (Scope.WRITE_HOLDS, OFFICERS, HOLD),
    ("POST", "/holds/{number}/lift"): (Scope.WRITE_HOLDS, OFFICERS, WHY),
    ("GET", "/exports/preview"): (Scope.WRITE_EXPORTS, OFFICERS, None),
    ("POST", "/exports"): (Scope.WRITE_EXPORTS, OFFICERS, DAYS | {"kind": "cases", "form": "json"}),
    ("GET", "/breaches"): (Scope.READ_BREACHES, OFFICERS, None),
    ("POST", "/breaches"): (Scope.WRITE_BREACHES, OFFICERS, BREACH),
    ("GET", "/breaches/{number}"): (Scope.READ_BREACHES, OFFICERS, None),
    ("PUT", "/breaches/{number}"): (Scope.WRITE_BREACHES, OFFICERS, SEEN | BREACH),
    ("GET", "/samples"): (Scope.READ_SAMPLES, OFFICERS, None),
    ("POST", "/samples/{mention}"): (Scope.WRITE_SAMPLES, OFFICERS, SEEN | {"is_request": False}),
    ("GET", "/label-corrections"): (Scope.READ_SAMPLES, OFFICERS, None),
    ("POST", "/label-corrections/{number}/approve"): (Scope.WRITE_SAMPLES, OFFICERS, None),
    ("POST", "/label-corrections/{number}/decline"): (Scope.WRITE_SAMPLES, OFFICERS, None),
    ("GET", "/administration"): (Scope.READ_ADMINISTRATION, ADMINISTRATORS, None),
    ("GET", "/administration/members"): (Scope.READ_ADMINISTRATION, ADMINISTRATORS, None),
    ("GET", "/administration/directory"): (Scope.READ_ADMINISTRATION, ADMINISTRATORS, None),
    ("GET", "/administration/settings"): (Scope.READ_ADMINISTRATION, ADMINISTRATORS, None),
    ("GET", "/administration/checks"): (Scope.READ_ADMINISTRATION, ADMINISTRATORS, None),
    ("GET", "/administration/playbooks"): (Scope.READ_ADMINISTRATION, ADMINISTRATORS, None),
    ("POST", "/administration/playbooks/check"): (Scope.WRITE_PLAYBOOKS, ADMINISTRATORS, None),
    ("GET", "/audit"): (Scope.READ_AUDIT, OFFICERS, None),
    ("GET", "/audit/events"): (Scope.READ_AUDIT, OFFICERS, None),
    ("GET", "/audit/events/{seq}/proof"): (Scope.READ_AUDIT, OFFICERS, None),
    ("GET", "/audit/people"): (Scope.READ_AUDIT, OFFICERS, None),
    ("POST", "/audit/verify"): (Scope.READ_AUDIT, OFFICERS, None),
}
"""What each route needs: a scope, a role that permits what the scope is for; and a body that it takes."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    made = install_in(tmp_path_factory.mktemp("desk"), web={"api_per_minute": 60_000})
    yield made, create_app(made.application)
    made.application.close()


def _send(program, route, mention, body):
    method, pattern = route
    query = {"kind": "cases"} if pattern == "/exports/preview" else {}
    return program.request(method, pattern.format(**_ids(mention)), json=body, params=query)


def _ids(mention):
    return {"mention": mention, "case": "c", "entry": "d", "number": 999, "seq": 0, "subject": mention}


def _one_of(needed):
    return needed if isinstance(needed, tuple) else (needed,)


def _routes(app):
    [api] = [route.app for route in app.routes if not isinstance(route, APIRoute)]
    return [route for route in api.routes if route.path != "/openapi.json"]


def test_the_table_names_every_route(whole):
    _, app = whole

    assert {(method, route.path) for route in _routes(app) for method in route.methods} == set(TABLE)


@pytest.mark.parametrize("who", sorted(ROLES))
def test_a_token_with_every_scope_reaches_what_its_members_role_permits_and_nothing_else(whole, who):
    made, app = whole
    member = made.members[who]
    program = Program(app, a_token(made, who).secret)

    for route, (scope, granted, body) in TABLE.items():
        answer = _send(program, route, made.add_mention(), body)

        assert (answer.status_code == 403) == (who not in granted), (who, route, answer.text)
        assert answer.status_code not in {401, 422, 500}, (who, route, answer.text)
        assert scope is None or (not usable(member).isdisjoint(_one_of(scope))) == (who in granted)


@pytest.mark.parametrize("scope", sorted(Scope))
def test_a_token_reaches_the_routes_of_its_scope_alone(whole, scope):
    made, app = whole
    who = next(name for name in ("petra", "chloe", "adam") if scope in usable(made.members[name]))
    program = Program(app, a_token(made, who, scope).secret)

    for route, (needed, _, body) in TABLE.items():
        answer = _send(program, route, made.add_mention(), body)

        assert (answer.status_code == 403) == (needed is not None and scope not in _one_of(needed)), (
            route,
            answer.text,
        )
        if answer.status_code == 403:
            assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]


def test_nobody_reaches_anything_without_a_token_and_a_session_is_none(whole):
    made, app = whole
    mention = made.add_mention()
    browser = Browser(app)
    assert browser.sign_in("paul").status_code == 303
    program = Program(app)

    for route, (_, _, body) in TABLE.items():
        by_session = browser.request(route[0], "/api/v1" + route[1].format(**_ids(mention)), json=body)
        for answer in (_send(program, route, mention, body), by_session):
            assert answer.status_code == 401, route
            assert answer.headers["www-authenticate"] == 'Bearer realm="smbot"'
            assert answer.headers["content-type"] == "application/problem+json"
            assert "set-cookie" not in answer.headers


def test_every_answer_is_kept_nowhere_and_opens_to_no_other_site(whole):
    made, app = whole
    program = Program(app, a_token(made, "paul").secret)

    for route, (_, _, body) in TABLE.items():
        answer = program.request(
            route[0],
            route[1].format(**_ids(made.add_mention())),
            json=body,
            headers={"origin": "https://evil.example"},
        )

        assert answer.headers["cache-control"] == "no-store", route
        assert not [name for name in answer.headers if name.startswith("access-control-")], route


def test_a_members_roles_as_they_are_now_bound_a_token(whole):
    made, app = whole
    made.add_member("rosa", ROLES["paul"])
    program = Program(app, a_token(made, "rosa").secret)
    mention = made.add_mention()
    with made.application.store.write() as tx:
        tx.keep_roles(made.members["rosa"].id, frozenset(ROLES["vera"]))

    assert program.get(f"/mentions/{mention}").status_code == 200
    assert program.post(f"/mentions/{mention}/claim").status_code == 403
    assert program.get("/me").json()["permissions"] == ["read-queue"]


def test_every_scope_permits_what_it_needs_and_no_role_is_left_out():
    assert set(NEEDS) == set(PERMITS) == set(Scope)
    assert all(NEEDS[scope] <= PERMITS[scope] for scope in Scope)
    granted = frozenset(permission for permissions in GRANTS.values() for permission in permissions)
    assert all(PERMITS[scope] <= granted for scope in Scope)


def _secret() -> None:
    """Answer without asking who is there."""


def test_a_route_of_the_api_without_a_guard_stops_the_start():
    app, api = (FastAPI(docs_url=None, redoc_url=None, openapi_url=None) for _ in range(2))
    api.add_api_route("/secret", _secret)
    app.mount("/api/v1", api)

    with pytest.raises(RuntimeError, match="/secret"):
        refuse_open_doors(app)


def test_the_guards_that_stand_there_are_those_of_tokens(whole):
    _, app = whole

    for route in _routes(app):
        [guard] = [each.dependency for each in route.dependencies]
        assert isinstance(guard, TokenGuard), route.path
