"""Pages of one thing, reached by a signed link: no session, no script, nothing around them."""

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from smbot.core.messages import LANGUAGES, Message, say
from smbot.web.answers import HEADERS

NO_SCRIPT = HEADERS["Content-Security-Policy"].replace("script-src 'self'", "script-src 'none'")


def plain_page(template: str, language: str, values: Mapping[str, object], *, status: int = 200) -> HTMLResponse:
    """Render a page of one thing in a language (English where we do not speak it), kept out of caches and referrers."""
    lang = language if language in LANGUAGES else "en"

    def translate(sentence: str, **given: object) -> str:
        return say(Message(sentence, given), lang)

    def tell(value: object) -> str:
        return say(value, lang) if isinstance(value, Message) else str(value)

    text = _environment().get_template(template).render({"lang": lang, "_": translate, "tell": tell} | dict(values))
    return HTMLResponse(text, status, headers=HEADERS | {"Content-Security-Policy": NO_SCRIPT})


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("smbot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
