"""Passing to the coordinator: over a real mail server and a real HTTP server on this machine."""

import hashlib
import hmac
import json
import threading
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fakes import redacted, stored_mention

from smbot.access.names import DocketAction, DocketState, Means
from smbot.access.orders import MOST_ATTEMPTS, PassingState
from smbot.access.ports import NotPassed
from smbot.access.webhook import Webhook
from smbot.access.words import passing_mend
from smbot.bootstrap.access import docket_of, intake_of, ordering_of, passing_of
from smbot.bootstrap.cases import cases_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind
from smbot.core.errors import ConfigurationError, NotAllowed
from smbot.core.events import Act
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role
from smbot.settings import Configuration
from smbot.storage.tables import MentionRow
from tests.unit.notify.mailing import mail_server

WORDS = "quetzal zephyr"


class Taken(ThreadingHTTPServer):
    """Keeps what is posted, and answers with `status`."""

    def __init__(self, status=204):
        self.status, self.bodies, self.headers = status, [], []
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/docket"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.headers.append(self.headers)
        self.send_response(self.server.status)
        self.send_header("Location", self.server.url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def a_hook():
    server = Taken()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def set_up(an_installation, a_mention, stored_request):
    """The factory `set_up(access=…, mail=…)`: an application with these settings and one confirmed entry."""

    def make(access, mail=None):
        settings = an_installation.settings
        tables = {
            "access": settings.access.model_copy(update=access),
            "web": settings.web.model_copy(update={"public_url": "https://desk.example.ca"}),
        }
        if mail:
            tables["mail"] = settings.mail.model_copy(update=mail)
        changed = type(an_installation)(
            Configuration(settings.model_copy(update=tables), an_installation.configuration.file),
            an_installation.clock,
            {"SMBOT_ACCESS_WEBHOOK_KEY": "a key"},
        )
        officer, entry = stored_request(changed)
        return changed, officer, entry

    return make


@pytest.fixture
def stored_request():
    """Puts a post onto the docket of an application, and has its only member confirm it."""

    def put(application):
        mention = stored_mention(application.store, text=redacted(f"{WORDS} send me my file [PHONE_NUMBER 1]"))
        with application.store.write() as tx:
            tx.session.get(MentionRow, mention).labels = ["access_request", "complaint"]
            entry = intake_of(application).possible(tx, mention, level="review", asked="own-file")
            [officer] = tx.members()
        docket_of(application).confirm(officer, entry)
        return officer, entry

    return put


def acts(application, entry):
    with application.store.read() as tx:
        return [line.act for line in tx.audit_lines([entry])]


def orders(application, officer, entry):
    return ordering_of(application).of(officer, entry)


def pass_on(application, officer, entry, **values):
    """Order it, and let the dispatcher carry it out once the undo window is over."""
    ordering_of(application).give(officer, entry, **values)
    application.clock.advance(seconds=application.settings.sending.undo_seconds)
    return passing_of(application).carry_due()


def a_case(application, officer):
    return cases_of(application).open(officer, Start(kind=Kind.COMPLAINT)).id


def test_the_coordinator_gets_an_e_mail_in_both_languages_without_a_word_of_the_post(set_up):
    with mail_server() as box:
        mail = {"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "smbot@example.ca"}
        application, officer, entry = set_up({"coordinator_email": "access@example.ca", "jurisdiction": "BC"}, mail)

        carried = pass_on(application, officer, entry)
        standing = docket_of(application).entry(officer, entry)
        application.close()

    [message] = box.messages
    text = message.get_content()
    assert carried == 1
    assert message["To"] == "access@example.ca"
    assert entry in message["Subject"]
    assert text.count(entry) >= 2
    assert "2026-12-15" in text  # 3-6 November: 4, 9-10: 6, 11 off, 12-13: 8, 20: 13, 27: 18, 4: 23, 11: 28, 14, 15
    assert f"https://desk.example.ca/items/{standing.entry.mentions[0].mention}" in text
    assert not any(word in text for word in WORDS.split())
    assert standing.entry.state == DocketState.PASSED


def test_the_webhook_gets_signed_json_with_ids_dates_and_labels(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url, "jurisdiction": "YT"})
    case = a_case(application, officer)

    pass_on(application, officer, entry, case=case)

    [body], [headers], [order] = a_hook.bodies, a_hook.headers, orders(application, officer, entry)
    told = json.loads(body)
    assert (told["docket"], told["due"], told["no_date"], told["case"]) == (entry, None, "unverified", case)
    assert [post["labels"] for post in told["mentions"]] == [["access_request", "complaint"]]
    assert not any(word in body.decode() for word in WORDS.split())
    expected = hmac.new(b"a key", body, hashlib.sha256).hexdigest()
    assert headers["X-Smbot-Signature"] == f"sha256={expected}"
    assert headers["Idempotency-Key"] == told["passing"] == order.id
    assert docket_of(application).entry(officer, entry).entry.case == case
    assert acts(application, entry)[-2:] == [Act.DOCKET_PASSING, Act.DOCKET_PASSED]


def test_to_order_it_asks_no_network_and_nothing_leaves_within_the_undo_window(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})

    [order] = ordering_of(application).give(officer, entry)
    carried = passing_of(application).carry_due()

    assert (order.state, carried, a_hook.bodies) == (PassingState.WAITING, 0, [])
    assert docket_of(application).entry(officer, entry).entry.state == DocketState.CONFIRMED


def test_what_was_taken_back_never_leaves(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    ordering_of(application).give(officer, entry)

    [order] = ordering_of(application).take_back(officer, entry)
    application.clock.advance(hours=1)

    assert passing_of(application).carry_due() == 0
    assert (order.state, a_hook.bodies) == (PassingState.TAKEN_BACK, [])
    assert acts(application, entry)[-1] == Act.DOCKET_PASSING_TAKEN_BACK
    with pytest.raises(NotAllowed, match="Nothing waits"):
        ordering_of(application).take_back(officer, entry)


def test_an_entry_that_is_closed_meanwhile_takes_its_orders_along(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    ordering_of(application).give(officer, entry)

    docket_of(application).reject(officer, entry, "It is a joke")
    docket_of(application).reopen(officer, entry, "It is none after all")
    application.clock.advance(hours=1)

    assert passing_of(application).carry_due() == 0
    assert a_hook.bodies == []


def test_two_orders_for_one_entry_do_not_wait_at_once(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    ordering_of(application).give(officer, entry)

    with pytest.raises(NotAllowed, match="already"):
        ordering_of(application).give(officer, entry)


@pytest.mark.parametrize("case", ["c-1234", "somebody@example.ca"])
def test_a_case_that_is_not_there_is_refused_however_it_is_passed(set_up, a_hook, case):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})

    with pytest.raises(NotAllowed, match="no case of this id"):
        ordering_of(application).give(officer, entry, case=case)
    with pytest.raises(NotAllowed, match="no case of this id"):
        docket_of(application).passed(officer, entry, Means.EXPORT, case=case)

    assert orders(application, officer, entry) == []
    assert docket_of(application).entry(officer, entry).entry.case == ""


def test_what_a_server_does_not_take_now_is_tried_again_until_it_does(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    a_hook.status = 503

    pass_on(application, officer, entry)
    again_at_once = passing_of(application).carry_due()
    a_hook.status = 204
    application.clock.advance(seconds=31)
    carried = passing_of(application).carry_due()

    assert (again_at_once, carried, len(a_hook.bodies)) == (0, 1, 2)
    assert len({headers["Idempotency-Key"] for headers in a_hook.headers}) == 1
    assert acts(application, entry)[-2:] == [Act.DOCKET_PASSING, Act.DOCKET_PASSED]
    assert docket_of(application).entry(officer, entry).entry.state == DocketState.PASSED


def test_after_three_hours_it_is_given_up_told_once_and_a_person_tries_again(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    a_hook.status = 503
    pass_on(application, officer, entry)
    for _ in range(20):
        application.clock.advance(minutes=31)
        passing_of(application).carry_due()
    [given_up] = orders(application, officer, entry)
    tries = len(a_hook.bodies)

    a_hook.status = 204
    ordering_of(application).again(officer, entry)
    carried = passing_of(application).carry_due()

    assert (given_up.state, given_up.code, given_up.certain) == (PassingState.FAILED, "503", False)
    assert (tries, carried) == (MOST_ATTEMPTS, 1)
    assert acts(application, entry).count(Act.DOCKET_NOT_PASSED) == 1
    assert acts(application, entry)[-1] == Act.DOCKET_PASSED
    assert len({headers["Idempotency-Key"] for headers in a_hook.headers}) == 1


def test_what_a_second_try_cannot_mend_is_given_up_at_once(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    a_hook.status = 404

    pass_on(application, officer, entry)

    [order] = orders(application, officer, entry)
    assert (order.state, order.code, order.certain, order.attempts) == (PassingState.FAILED, "404", True, 1)
    assert "Nothing arrived" in str(passing_mend(order))


@pytest.fixture
def given_up(set_up, a_hook):
    """An application, its officer and an entry of which the coordinator could not be told."""
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    a_hook.status = 404
    pass_on(application, officer, entry)
    a_hook.status = 204
    assert docket_of(application).given_up() == [entry]
    return application, officer, entry


def test_what_was_given_up_can_be_taken_back_and_alarms_nobody_any_more(given_up):
    application, officer, entry = given_up

    [order] = ordering_of(application).take_back(officer, entry)

    assert order.state == PassingState.TAKEN_BACK
    assert docket_of(application).given_up() == []
    with pytest.raises(NotAllowed, match="Nothing failed"):
        ordering_of(application).again(officer, entry)


def test_a_fresh_order_takes_the_place_of_what_was_given_up_and_nothing_is_told_twice(given_up, a_hook):
    application, officer, entry = given_up
    tries = len(a_hook.bodies)

    carried = pass_on(application, officer, entry)

    assert (carried, len(a_hook.bodies) - tries) == (1, 1)
    assert [order.state for order in orders(application, officer, entry)] == [
        PassingState.TAKEN_BACK,
        PassingState.PASSED,
    ]
    assert docket_of(application).given_up() == []
    with pytest.raises(NotAllowed, match="Nothing failed"):
        ordering_of(application).again(officer, entry)


def test_an_entry_that_is_handed_over_as_an_export_ends_the_alarm_of_what_was_given_up(given_up):
    application, officer, entry = given_up

    docket_of(application).passed(officer, entry, Means.EXPORT)

    assert docket_of(application).given_up() == []
    assert [order.state for order in orders(application, officer, entry)] == [PassingState.TAKEN_BACK]


def test_means_that_left_the_settings_are_given_up_with_the_mend(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    ordering_of(application).give(officer, entry)
    application.clock.advance(minutes=1)

    replace(passing_of(application), hook=None).carry_due()

    [order] = orders(application, officer, entry)
    assert order.state == PassingState.FAILED
    assert "coordinator_webhook" in str(passing_mend(order))


def test_one_means_that_fails_does_not_keep_the_other_from_passing(set_up, a_hook):
    application, officer, entry = set_up(
        {"coordinator_webhook": a_hook.url, "coordinator_email": "access@example.ca"},
        {"host": "127.0.0.1", "port": 1, "security": "none", "sender": "smbot@example.ca"},
    )

    carried = pass_on(application, officer, entry)

    states = {order.means: order.state for order in orders(application, officer, entry)}
    assert carried == 1
    assert states == {Means.MAIL: PassingState.WAITING, Means.WEBHOOK: PassingState.PASSED}
    assert docket_of(application).entry(officer, entry).entry.state == DocketState.PASSED


class Killed(BaseException):
    """The process dies here."""


@dataclass
class Meddled:
    """A hook beside which something happens, `before` the coordinator has it or `after`."""

    hook: object
    before: object = None
    after: object = None

    def post(self, body, key):
        if self.before:
            self.before()
        self.hook.post(body, key)
        if self.after:
            self.after()


def die():
    raise Killed


@pytest.mark.parametrize(("moment", "arrivals"), [("before", 1), ("after", 2)])
def test_a_process_that_dies_on_the_way_leaves_it_to_the_next_one_and_the_log_tells_once(
    set_up, a_hook, moment, arrivals
):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    passing = passing_of(application)
    ordering_of(application).give(officer, entry)
    application.clock.advance(minutes=1)

    with pytest.raises(Killed):
        replace(passing, hook=Meddled(passing.hook, **{moment: die})).carry_due()
    held = passing.carry_due()
    with pytest.raises(NotAllowed, match="at this moment"):
        ordering_of(application).take_back(officer, entry)
    application.clock.advance(minutes=11)
    carried = passing.carry_due()

    [order] = orders(application, officer, entry)
    assert (held, carried, passing.carry_due()) == (0, 1, 0)
    assert [headers["Idempotency-Key"] for headers in a_hook.headers] == [order.id] * arrivals
    assert acts(application, entry).count(Act.DOCKET_PASSED) == 1


def test_what_arrived_is_noted_though_another_process_took_the_order_over(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    passing = passing_of(application)
    ordering_of(application).give(officer, entry)
    application.clock.advance(minutes=1)

    def overtaken():
        application.clock.advance(minutes=11)
        with pytest.raises(Killed):
            replace(passing, hook=Meddled(passing.hook, before=die)).carry_due()

    carried = replace(passing, hook=Meddled(passing.hook, after=overtaken)).carry_due()
    application.clock.advance(minutes=11)

    [order] = orders(application, officer, entry)
    assert (carried, order.state, passing.carry_due()) == (1, PassingState.PASSED, 0)
    assert acts(application, entry).count(Act.DOCKET_PASSED) == 1
    assert docket_of(application).entry(officer, entry).entry.state == DocketState.PASSED


def test_an_entry_that_is_closed_while_the_coordinator_is_told_keeps_both_truths(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    passing, docket = passing_of(application), docket_of(application)
    ordering_of(application).give(officer, entry)
    application.clock.advance(minutes=1)

    replace(passing, hook=Meddled(passing.hook, before=lambda: docket.close(officer, entry, "Done"))).carry_due()

    closed = docket.entry(officer, entry).entry
    assert closed.state == DocketState.CLOSED
    assert closed.steps[-1].action == DocketAction.PASS


def test_an_order_that_failed_while_somebody_closed_the_entry_is_not_tried_again(set_up, a_hook):
    application, officer, entry = set_up({"coordinator_webhook": a_hook.url})
    passing, docket = passing_of(application), docket_of(application)
    ordering_of(application).give(officer, entry)
    application.clock.advance(minutes=1)
    a_hook.status = 503

    replace(passing, hook=Meddled(passing.hook, before=lambda: docket.close(officer, entry, "Done"))).carry_due()
    application.clock.advance(minutes=5)
    passing.carry_due()

    [order] = orders(application, officer, entry)
    assert order.state == PassingState.TAKEN_BACK
    assert len(a_hook.bodies) == 1


def test_without_anybody_to_tell_it_is_refused_with_the_way_out(set_up):
    application, officer, entry = set_up({})

    with pytest.raises(NotAllowed) as caught:
        ordering_of(application).give(officer, entry)

    assert "--by export" in str(caught.value.mend)


def test_nobody_but_an_officer_orders_takes_back_or_tries_again(set_up, a_hook):
    application, _, entry = set_up({"coordinator_webhook": a_hook.url})
    other, ordering = Member(id=new_member_id(), name="ana", roles=frozenset({Role.APPROVER})), ordering_of(application)

    for act in (ordering.give, ordering.take_back, ordering.again):
        with pytest.raises(NotAllowed, match="role"):
            act(other, entry)


def test_an_address_without_a_mail_server_is_a_mistake_in_the_settings(set_up):
    application, officer, entry = set_up({"coordinator_email": "access@example.ca"})

    with pytest.raises(ConfigurationError):
        passing_of(application)
    with pytest.raises(ConfigurationError):
        ordering_of(application).give(officer, entry)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_does_not_take_it_or_points_elsewhere_is_not_followed(a_hook, status):
    a_hook.status = status

    with pytest.raises(NotPassed) as caught:
        Webhook(url=a_hook.url).post(b"{}", "h-1")

    assert caught.value.code == str(status)
    assert caught.value.certain == (status == 404)
    assert len(a_hook.bodies) == 1


def test_a_webhook_where_nobody_listens_is_an_error_without_its_address():
    with pytest.raises(NotPassed) as caught:
        Webhook(url="http://127.0.0.1:1/secret-path").post(b"{}", "h-1")

    assert "secret-path" not in str(caught.value)
