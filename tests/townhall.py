"""A small platform that lives in this process, to connect to: an app, its people's tokens, and their pages.

Its adapter has a step of every kind: to read, to type, to exchange a token and choose a page, to check, to leave out.
"""

from pydantic import BaseModel, ConfigDict, Field

from smbot.core.errors import AccountProblem
from smbot.core.messages import msg
from smbot.core.platform_rules import PlatformRules
from smbot.platforms.ports import Ask, Choice, Finding, Learned, Step

APP_SECRET = "canary-app-right"
USER_TOKEN = "canary-user-right"
PAGES = {"1": "Services", "2": "Fer\x1bries"}
"""The second name commands the terminal of whoever reads it."""


def page_token(page):
    """The token of a page, as the platform hands it out."""
    return f"canary-page-{page}"


class TownhallSettings(BaseModel):
    """Settings of the account."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    enabled: bool = False
    app: str = Field("", pattern="^[a-z]*$")
    page_id: str = ""
    minutes: int = Field(5, ge=1, le=60)
    greeting: str = ""


class Townhall:
    """See `smbot.platforms.ports.Adapter`. `pages` are what the platform offers; `trouble` is what its probe finds."""

    name = "townhall"
    rules = PlatformRules(
        platform="townhall", title="Town Hall", limit=500, count=len, links=False, answers_unsummoned=True
    )
    settings_model = TownhallSettings
    secret_names = ("app_secret", "page_token", "webhook_word")

    def __init__(self):
        self.pages = dict(PAGES)
        self.trouble = []
        self.calls = []

    def steps(self, settings):
        """Every kind of step."""
        return (
            Step(name="account", title=msg("Open an account"), text=(msg("Go to https://townhall.example/apps."),)),
            Step(
                name="app",
                title=msg("The app"),
                text=(msg("Copy the two values."),),
                asks=(Ask(name="app", what=msg("App")), Ask(name="app_secret", what=msg("App secret"), secret=True)),
                check=self._check_app,
            ),
            Step(
                name="page",
                title=msg("The page"),
                text=(msg("Make a token."),),
                asks=(Ask(name="user_token", what=msg("User token"), secret=True),),
                check=self._check_page,
            ),
            Step(
                name="words",
                title=msg("Words"),
                text=(),
                asks=(
                    Ask(name="webhook_word", what=msg("Webhook's word"), secret=True),
                    Ask(name="greeting", what=msg("Greeting"), optional=True),
                ),
            ),
        )

    def _check_app(self, settings, secrets, clock):
        self.calls.append("app")
        if secrets["app_secret"] == "breaks":
            raise AccountProblem("401")
        if secrets["app_secret"] != APP_SECRET or settings["app"] != "ours":
            return Learned(findings=(wrong("The app’s secret is not right."),))
        return Learned(findings=(Finding(check="app", what=msg("The app is there.")),))

    def _check_page(self, settings, secrets, clock):
        self.calls.append("page")
        if secrets.get("page_token") == page_token(settings.get("page_id")) and "user_token" not in secrets:
            return Learned()
        if secrets.get("user_token") != USER_TOKEN:
            return Learned(findings=(wrong("The token is not right."),))
        return Learned(
            choices=tuple(
                Choice(name=name, settings={"page_id": page}, secrets={"page_token": page_token(page)})
                for page, name in self.pages.items()
            )
        )

    def check(self, settings, secrets):
        """Find nothing."""
        return ()

    def webhook(self, settings, secrets, clock):
        """Return nothing: this platform delivers nothing."""

    def probe(self, settings, secrets, clock):
        """Find `trouble`, or that all is well; an error among it is raised."""
        self.calls.append("probe")
        for trouble in self.trouble:
            if isinstance(trouble, Exception):
                raise trouble
        assert settings.enabled
        return self.trouble or [Finding(check="townhall.token", what=msg("The token works."))]


def wrong(what):
    """A finding that must be mended."""
    return Finding(check="townhall", what=msg(what), why=msg("It was typed."), fix=msg("Copy it again."))


ADAPTER = Townhall()
