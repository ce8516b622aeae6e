"""The description of the API holds: made-up requests, right and wrong, are answered as it says. All checks are on."""

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from web.api import BASE, a_token
from web.making import install_in

from smbot.core.clock import SystemClock
from smbot.web.app import create_app

CHECKS = {
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"),
    *("response_headers_conformance", "negative_data_rejection", "positive_data_acceptance", "ignored_auth"),
    *("unsupported_method", "allow_header_conformance", "ensure_resource_availability", "missing_required_header"),
    "object_level_authorization",
}
"""What must have been looked at; none is switched off."""
FEW, MANY = 1, 40
"""Examples of each operation, beside those that the description itself gives rise to."""


@pytest.fixture
def an_installation(tmp_path):
    made = install_in(tmp_path, clock=SystemClock(), web={"api_per_minute": 60_000})
    yield made
    made.application.close()


def _complaints(made, name, examples, **parameters):
    """Return what schemathesis finds wrong with a member's token, how much it asked, and which checks it made."""
    secret = a_token(made, name).secret
    values = {
        "headers": {"Authorization": f"Bearer {secret}"},
        "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
        "cache": {"enabled": False},
        "parameters": parameters,
    }
    config = SchemathesisConfig.from_dict(values)
    app = create_app(made.application)
    schema = schemathesis.openapi.from_asgi(
        f"{BASE}/openapi.json", app, config=config, headers={"Authorization": f"Bearer {secret}"}
    )
    found, seen, requests = [], set(), 0
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found.append(str(event))
        if isinstance(event, events.ScenarioFinished):
            requests += len(event.recorder.interactions)
            for case, checks in event.recorder.checks.items():
                seen |= {check.name for check in checks}
                found += [
                    f"{check.name}: {event.recorder.cases[case].value.as_curl_command()}: {check.failure_info.failure}"
                    for check in checks
                    if check.status == Status.FAILURE
                ]
    return sorted(set(found)), requests, seen


@pytest.mark.parametrize("name", ["paul", "chloe"])
def test_the_api_answers_as_its_description_says(an_installation, name):
    mention = an_installation.add_mention()

    found, requests, seen = _complaints(an_installation, name, FEW, mention=mention)

    assert found == [], "\n".join(found)
    assert requests > 500
    assert seen >= CHECKS


@pytest.mark.campaign
@pytest.mark.parametrize("name", ["vera", "ana", "paul", "chloe", "adam"])
def test_the_api_answers_so_for_long(an_installation, name):
    for _ in range(5):
        an_installation.add_mention()
        an_installation.add_comment()

    found, _, _ = _complaints(an_installation, name, MANY)

    assert found == []
