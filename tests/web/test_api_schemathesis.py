"""The description of the API holds: made-up requests, right and wrong, are answered as it says. All checks are on."""

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from web.api import BASE, Program, a_token
from web.casework import open_case
from web.making import install_in
from web.test_docket import put_on_docket

from smbot.bootstrap.compliance import breaches_of, holds_of
from smbot.core.clock import SystemClock
from smbot.core.holds import HoldKind
from smbot.web.app import create_app

CHECKS = {
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"),
    *("response_headers_conformance", "negative_data_rejection", "positive_data_acceptance", "ignored_auth"),
    *("unsupported_method", "allow_header_conformance", "ensure_resource_availability", "missing_required_header"),
    "object_level_authorization",
}
"""What must have been looked at; none is switched off."""
DAYS = ["post_exports", "get_exports_preview", "get_offers", "post_breaches", "put_breaches_number"]
"""Where two days stand that must be in order, which no schema can say: 422 is right for those that are not."""
FITS = ["2xx", "401", "403", "404", "409", "422"]
FEW, MANY = 1, 40
"""Examples of each operation, beside those that the description itself gives rise to."""


@pytest.fixture
def an_installation(tmp_path):
    made = install_in(tmp_path, clock=SystemClock(), web={"api_per_minute": 60_000})
    yield made
    made.application.close()


def _with_one_of_each(made):
    """Put in what addresses can name, and return the names: so every route is answered, not only refused."""
    entry, mention = put_on_docket(made)
    officer = made.members["chloe"]
    hold = holds_of(made.application).place(officer, HoldKind.MENTION, mention, "File 1", "Litigation")
    written = {"title": "A number stayed visible", "what": "It was hidden.", "discovered": "2026-03-01"}
    assert breaches_of(made.application).keep(officer, written) == hold == 1
    return {"mention": mention, "subject": mention, "entry": entry, "case": open_case(made).id, "number": 1, "seq": 0}


def _complaints(made, name, examples, **parameters):
    """Return what schemathesis finds wrong with a member's token, how much it asked and checked, what was answered."""
    secret = a_token(made, name).secret
    values = {
        "headers": {"Authorization": f"Bearer {secret}"},
        "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
        "cache": {"enabled": False},
        "parameters": parameters,
        "operations": [
            {"include-operation-id": each, "checks": {"positive_data_acceptance": {"expected-statuses": FITS}}}
            for each in DAYS
        ],
    }
    config = SchemathesisConfig.from_dict(values)
    app = create_app(made.application)
    schema = schemathesis.openapi.from_asgi(
        f"{BASE}/openapi.json", app, config=config, headers={"Authorization": f"Bearer {secret}"}
    )
    found, seen, requests, answered = [], set(), 0, set()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found.append(str(event))
        if isinstance(event, events.ScenarioFinished):
            requests += len(event.recorder.interactions)
            for case, interaction in event.recorder.interactions.items():
                if interaction.response is not None and interaction.response.status_code == 200:
                    answered.add(event.recorder.cases[case].value.operation.label)
            for case, checks in event.recorder.checks.items():
                seen |= {check.name for check in checks}
                found += [
                    f"{check.name}: {event.recorder.cases[case].value.as_curl_command()}: {check.failure_info.failure}"
                    for check in checks
                    if check.status == Status.FAILURE
                ]
    return sorted(set(found)), requests, seen, answered


def _readable(made, name):
    """Return what a member's program can read: what asks for no scope, or for one that they have."""
    program = Program(create_app(made.application), a_token(made, name).secret)
    scopes, paths = set(program.get("/me").json()["scopes"]), program.get("/openapi.json").json()["paths"]
    reading = {path: set(each["get"]["security"][0]["token"]) for path, each in paths.items() if "get" in each}
    return {f"GET {path}" for path, needed in reading.items() if needed <= scopes}


@pytest.mark.parametrize("name", ["paul", "chloe", "adam"])
def test_the_api_answers_as_its_description_says(an_installation, name):
    there = _with_one_of_each(an_installation)

    found, requests, seen, answered = _complaints(an_installation, name, FEW, **there)

    assert found == [], "\n".join(found)
    assert requests > 500
    assert seen >= CHECKS
    assert _readable(an_installation, name) - answered <= {"GET /together/{number}"}


@pytest.mark.campaign
@pytest.mark.parametrize("name", ["vera", "ana", "paul", "chloe", "adam"])
def test_the_api_answers_so_for_long(an_installation, name):
    for _ in range(5):
        an_installation.add_mention()
        an_installation.add_comment()

    found, *_ = _complaints(an_installation, name, MANY)

    assert found == []
