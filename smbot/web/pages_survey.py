"""The two questions after a closed case, behind a signed link: for the citizen page to mount."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, FastAPI, Form, params
from starlette.responses import Response

from smbot.cases.asking import Survey
from smbot.cases.links import LinkRefused
from smbot.cases.survey_words import WORDS
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.messages import LANGUAGES
from smbot.web.plain import plain_page

NATIVE = {"en": "English", "fr": "Français"}
ANSWERS = {"yes": True, "no": False}


def add_survey(
    app: FastAPI | APIRouter,
    survey: Survey,
    guards: Sequence[params.Depends] = (),
    *,
    first_language: str,
    stylesheet: str = "",
) -> None:
    """Add the routes ``/survey/TOKEN``, each behind `guards`; `stylesheet` is the address of the site's own."""
    pages, address = SurveyPages(survey, first_language, stylesheet), "/survey/{token}"
    app.add_api_route(address, pages.ask, methods=["GET"], dependencies=guards, response_model=None)
    app.add_api_route(address, pages.answer, methods=["POST"], dependencies=guards, response_model=None)


class SurveyPages:
    """Asks, and keeps the first answer. The page speaks the language that is asked for, else the case's."""

    def __init__(self, survey: Survey, first_language: str, stylesheet: str) -> None:
        self._survey = survey
        self._first_language = first_language
        self._stylesheet = stylesheet

    def ask(self, token: str, language: str = "") -> Response:
        """Show the questions; nothing is answered by looking."""
        try:
            case, answered = self._survey.behind_link(token)
        except SmbotError as error:
            return self._refused(error, language)
        lang = self._language(language, case.language)
        return self._show(token, lang, told=WORDS[lang].before if answered else "")

    def answer(
        self,
        token: str,
        language: str = "",
        solved: Annotated[str, Form()] = "",
        own_language: Annotated[str, Form()] = "",
    ) -> Response:
        """Keep the answers."""
        try:
            case, _ = self._survey.behind_link(token)
        except SmbotError as error:
            return self._refused(error, language)
        lang = self._language(language, case.language)
        if solved not in ANSWERS or own_language not in ANSWERS:
            given = {"solved": solved, "own_language": own_language}
            return self._show(token, lang, problem=WORDS[lang].incomplete, given=given, status=422)
        try:
            self._survey.answer(token, solved=ANSWERS[solved], own_language=ANSWERS[own_language])
        except NotAllowed:
            return self._show(token, lang, told=WORDS[lang].before, status=409)
        return self._show(token, lang, told=WORDS[lang].thanks)

    def _language(self, asked: str, of_case: str) -> str:
        return next((one for one in (asked, of_case) if one in LANGUAGES), self._first_language)

    def _refused(self, error: SmbotError, language: str) -> Response:
        lang = self._language(language, "")
        status = 404 if isinstance(error, LinkRefused) else 403
        return self._show("", lang, told=WORDS[lang].over, status=status)

    def _show(
        self,
        token: str,
        lang: str,
        *,
        told: str = "",
        problem: str = "",
        given: dict[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        (other,) = (one for one in LANGUAGES if one != lang)
        values: dict[str, object] = {
            "words": WORDS[lang],
            "other": other if token else "",
            "native": NATIVE,
            "action": f"/survey/{token}",
            "told": told,
            "problem": problem,
            "given": given or {"solved": "", "own_language": ""},
            "stylesheet": self._stylesheet,
        }
        return plain_page("survey.html", lang, values, status=status)
