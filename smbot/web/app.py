"""The desk: pages for the acts of the review queue, for the audit log, and for pausing all sending."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.bootstrap.cases import acknowledging_of
from smbot.core.errors import SmbotError
from smbot.core.messages import Message, msg
from smbot.members.own import OwnAccount
from smbot.members.passwords import hash_password
from smbot.members.second_factor import FactorBox
from smbot.web.access import SAFE_METHODS, Denied, Gate, Routes, Unsettled, own_path, refuse_open_doors
from smbot.web.account_keys import AccountKeys
from smbot.web.account_pages import AccountPages
from smbot.web.account_tokens import AccountTokens
from smbot.web.admin_members import MemberPages
from smbot.web.admin_pages import AdminPages, Checks
from smbot.web.admin_playbooks import PlaybookPages
from smbot.web.answers import Answers
from smbot.web.api.app import Api
from smbot.web.audit_pages import AuditPages
from smbot.web.case_acts import CaseActs
from smbot.web.case_pages import CasePage
from smbot.web.case_thread import CaseThread
from smbot.web.compliance_breaches import BreachPages
from smbot.web.compliance_exports import ExportPages
from smbot.web.compliance_holds import HoldPages
from smbot.web.compliance_pages import ComplianceDesk, CompliancePages
from smbot.web.compliance_people import PeoplePages
from smbot.web.compliance_reveal import RevealPages
from smbot.web.docket_list import DocketList
from smbot.web.docket_pages import DocketPages
from smbot.web.health import HealthPages
from smbot.web.help_pages import HelpPages
from smbot.web.item_acts import ItemActs
from smbot.web.item_aside import ItemAside
from smbot.web.item_cases import ItemCases
from smbot.web.item_labels import ItemLabels, LabelPages
from smbot.web.item_masks import ItemMasks
from smbot.web.item_orders import ItemOrders
from smbot.web.item_page import ItemPage
from smbot.web.item_platform import PlatformPart
from smbot.web.live_pages import LivePages
from smbot.web.offers import OfferPages
from smbot.web.oidc_pages import service_pages
from smbot.web.operations_pages import OperationsPages
from smbot.web.other_pages import OtherPages
from smbot.web.pages_acknowledge import add_acknowledge
from smbot.web.queue_acts import QueueActs
from smbot.web.queue_pages import QueuePages
from smbot.web.reputation import ReputationPages
from smbot.web.sessions import Sessions
from smbot.web.sign_in import SignIn, local_accounts
from smbot.web.sign_in_pages import SignInPages, sign_in_address
from smbot.web.step_up import StepUp
from smbot.web.stream import Changes
from smbot.web.templating import Pages

ERRORS = {
    404: msg("There is no page here."),
    405: msg("This address is used by a form; it is not a page."),
    422: msg("The form is not complete."),
}
UNUSABLE = msg("smbot cannot answer this request.")


def create_app(
    application: Application, *, stopping: Callable[[], bool] = lambda: False, checks: Checks | None = None
) -> FastAPI:
    """Build the desk; its streams end when the process is `stopping`, and `checks` look at the installation.

    Raises:
        RuntimeError: A route does not say which permission it needs.
    """
    settings = application.settings
    desk = application.desk()
    sessions = Sessions(application.store, application.clock, settings.web)
    gate = Gate(sessions, https=settings.web.https, first_language=settings.organisation.first_language)
    covers = settings.review.content_notice
    pages = Pages(
        desk,
        application.clock,
        application.organisation,
        settings.sending.mode,
        zone=application.zone,
        titles=application.shelf.title,
        covers=covers,
    )
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[Middleware(Answers, https=settings.web.https)],
        redirect_slashes=False,
    )
    routes = Routes(app, gate)
    queue = QueuePages(application, desk, pages)
    at_platform = application.at_platform()
    part = PlatformPart(application, at_platform)
    item = ItemPage(application, desk, pages, queue, part)
    OtherPages(desk, pages, gate).add_to(routes)
    HelpPages(pages, application.labels, settings.web.accessibility_contact).add_to(routes)
    box = FactorBox(application.keys.secret("members"))
    service = settings.sign_in.oidc
    sign_in = SignIn(
        application.store, application.clock, application.keys.secret("digest"), box, admits=local_accounts(service)
    )
    SignInPages(sign_in, sessions, gate, pages, service).add_to(routes)
    step_up = StepUp(application.store, application.clock, sign_in, gate, issuer=service.issuer)
    service_pages(application, sessions, step_up, gate, pages).add_to(routes)
    own = OwnAccount(application.store, application.clock, box, hash_password)
    AccountPages(application, own, sign_in, sessions=sessions, gate=gate, pages=pages).add_to(routes)
    AccountKeys(own, pages).add_to(routes)
    AccountTokens(application, sign_in, step_up, pages).add_to(routes)
    queue.add_to(routes)
    QueueActs(application, queue).add_to(routes)
    changes = Changes(application.store.read, stopping=stopping)
    LivePages(desk, pages, changes, queue, sessions=sessions, gate=gate).add_to(routes)
    item.add_to(routes)
    ItemActs(application, desk, pages, queue, item).add_to(routes)
    for of_item in (ItemAside, ItemCases, ItemLabels):
        of_item(application, item).add_to(routes)
    ItemOrders(at_platform, part, item).add_to(routes)
    ItemMasks(application.corrections(), item, settings.organisation.published).add_to(routes)
    for whole in (
        LabelPages,
        AuditPages,
        HealthPages,
        OperationsPages,
        OfferPages,
        DocketList,
        DocketPages,
        MemberPages,
    ):
        whole(application, pages).add_to(routes)
    ReputationPages(application, desk, pages).add_to(routes)
    calls = acknowledging_of(application)
    case = CasePage(application, pages)
    case.add_to(routes)
    CaseActs(application, calls, case).add_to(routes)
    CaseThread(application, case).add_to(routes)
    RevealPages(application, pages, item, step_up).add_to(routes)
    officers = ComplianceDesk(application, pages)
    for group in (CompliancePages, HoldPages, ExportPages, PeoplePages, BreachPages):
        group(officers).add_to(routes)
    AdminPages(application, pages, checks).add_to(routes)
    PlaybookPages(application, pages, application.load_tagger).add_to(routes)
    add_acknowledge(app, calls, gate, first_language=settings.organisation.first_language, zone=application.zone)
    Api(application, desk, at_platform, part, gate=gate, pages=pages, checks=checks).add_to(app, routes)
    _tell_errors(app, gate, pages)
    refuse_open_doors(app)
    return app


def _tell_errors(app: FastAPI, gate: Gate, pages: Pages) -> None:
    def told(
        request: Request, status: int, what: Message, mend: Message | None = None, *, typed: str = "", again: str = ""
    ) -> Response:
        visit = getattr(request.state, "visit", None) or gate.stranger(request)
        values = {"what": what, "mend": mend, "typed": typed, "again": again}
        return pages.show(visit, "error.html", values, status=status)

    async def denied(request: Request, error: Exception) -> Response:
        assert isinstance(error, Denied)  # noqa: S101 - registered for this type
        if request.method in SAFE_METHODS:
            if error.status == 401:
                return RedirectResponse(sign_in_address(gate.stranger(request).here), 303)
            if isinstance(error, Unsettled):
                return RedirectResponse("/account", 303)
            return await run_in_threadpool(told, request, error.status, error.what, error.mend)
        typed = (await request.form()).get("draft") if gate.same_site(request) else ""
        kept = typed if isinstance(typed, str) else ""
        page = own_path(request.url.path.rpartition("/")[0] or "/")  # whose form it was
        again = sign_in_address(page) if error.status == 401 else ""
        return await run_in_threadpool(told, request, error.status, error.what, error.mend, typed=kept, again=again)

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, SmbotError)  # noqa: S101 - registered for this type
        return told(request, 409, error.what, error.mend)

    def unusable(request: Request, error: Exception) -> Response:
        # FastAPI's own answer would repeat what was typed.
        status = error.status_code if isinstance(error, HTTPException) else 422
        return told(request, status, ERRORS.get(status, UNUSABLE))

    app.add_exception_handler(Denied, denied)
    app.add_exception_handler(SmbotError, refused)
    app.add_exception_handler(HTTPException, unusable)
    app.add_exception_handler(RequestValidationError, unusable)
