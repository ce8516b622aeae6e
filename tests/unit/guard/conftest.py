"""A guard's context that finds nothing, to be changed in one place by each test."""

from dataclasses import replace

import pytest

from smbot.core.canon import tokens
from smbot.core.platform_rules import PlatformRules
from smbot.guard.context import GuardContext
from smbot.platforms.x.weight import weighted_length

TEMPLATE = (
    "Hello, bonjour. Thank you for telling us about this. To protect your privacy, please do not share personal "
    "information here. To talk in private, use the message button below this reply. We answer within two working "
    "days, at your service."
)


@pytest.fixture
def template():
    return TEMPLATE


@pytest.fixture
def a_context():
    """Return `a_context(*values, **changes)`: `values` are what the author exposed."""
    plain = GuardContext(
        platform=PlatformRules(
            platform="x",
            title="X",
            limit=280,
            count=weighted_length,
            links=False,
            answers_unsummoned=False,
        ),
        template_text=TEMPLATE,
        masked_text="I waited three hours at the counter on Main Street and nobody called my number",
        is_known=lambda token: False,
        find_personal=lambda text: (),
        tell_language=lambda text: "en",
        language="en",
        offer="bilingual",
        first_language="en",
        first_reply=True,
        fixed=False,
    )

    def build(*values, **changes):
        known = frozenset().union(*(tokens(value) for value in values))
        return replace(plain, is_known=known.__contains__, **changes)

    return build
