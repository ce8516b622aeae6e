"""The officers' desk: home, holds that disposal asks, certificates, timelines, exports, breach reports, the people."""

import csv
import hashlib
import html
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from web.test_reveal import SECRET, acts, sealed_mention

from smbot.audit.proof import is_proved, load
from smbot.bootstrap.cases import cases_of
from smbot.bootstrap.compliance import holds_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind
from smbot.collect.keep import forget
from smbot.core.errors import NotAllowed
from smbot.core.events import Act, Event
from smbot.daemon.jobs import jobs
from smbot.daemon.parts import Part
from smbot.handoff.model import PrivateCase
from smbot.handoff.thread import Deletion, shred_asked
from smbot.members.scopes import Scope
from smbot.members.tokens import Tokens
from smbot.verification import sign_log

PERIOD = {"first": "2026-03-01", "last": "2026-03-04"}
FORM = {"what": "A post showed a number.", "discovered": "2026-03-04", "title": "A number was shown"}


def place(browser, kind, named):
    form = {"kind": kind, "named": named, "matter": "2026-17", "reason": "A complaint to the commissioner."}
    return browser.post("/compliance/holds", form)


def delete_there(desk, mention):
    """What a platform's deletion notice does."""
    application = desk.application
    with application.store.write() as tx:
        if forget(tx, mention):
            application.key_store.shred([mention])


def is_there(desk, mention):
    with desk.application.store.read() as tx:
        kept = tx.item(mention).text is not None, tx.sealed_original(mention) is not None
    return {*kept, desk.application.key_store.get(mention) is not None}


def a_case(desk, mention):
    return cases_of(desk.application).open(desk.members["ana"], Start(kind=Kind.COMPLAINT, mentions=(mention,)))


def test_the_home_says_what_waits_and_when_nothing_does(desk, an_officer):
    empty = an_officer.get("/compliance").text

    desk.application.label_corrections().correct(desk.members["ana"], desk.add_mention(), ["access_request"])
    page = an_officer.get("/compliance").text

    assert "Nothing waits for an officer." in empty
    assert "Nothing waits for an officer." not in page
    assert "the first is due on" in page
    assert "Nobody has verified the log yet." in page
    an_officer.post("/audit/verify")
    assert "The log was whole." in an_officer.get("/compliance").text


@pytest.mark.parametrize("kind", ["mention", "author", "case", "docket"])
def test_what_a_hold_keeps_is_not_disposed_of_until_it_is_lifted(desk, an_officer, kind):
    mention = sealed_mention(desk)
    case = a_case(desk, mention)
    desk.application.label_corrections().correct(desk.members["ana"], mention, ["access_request"])
    with desk.application.store.read() as tx:
        named = {"case": case.id, "docket": tx.docket_of(mention)}.get(kind, mention)
    assert place(an_officer, kind, named).status_code == 303

    delete_there(desk, mention)

    assert is_there(desk, mention) == {True}
    assert "disposal.held" in acts(desk, mention)
    assert "mention.deleted" not in acts(desk, mention)
    with desk.application.store.read() as tx:
        assert tx.item(mention).gone_at is not None
    assert an_officer.post("/compliance/holds/1/lift", {"reason": "The matter is closed."}).status_code == 303
    assert is_there(desk, mention) == {False}
    assert acts(desk, mention)[-1] == "mention.deleted"
    assert "the legal hold that kept it was lifted" in an_officer.get("/compliance/disposals").text


def test_a_second_hold_keeps_what_the_first_no_longer_does(desk, an_officer):
    mention = sealed_mention(desk)
    place(an_officer, "mention", mention)
    place(an_officer, "author", mention)
    delete_there(desk, mention)

    an_officer.post("/compliance/holds/1/lift", {"reason": "Not needed any more."})
    assert is_there(desk, mention) == {True}
    an_officer.post("/compliance/holds/2/lift", {"reason": "Not needed any more."})

    assert is_there(desk, mention) == {False}


def test_a_hold_placed_with_two_clicks_is_one_and_another_matter_is_another(desk, an_officer):
    mention = sealed_mention(desk)

    places = [place(an_officer, "mention", mention) for _ in range(2)]

    assert [one.status_code for one in places] == [303, 303]
    with desk.application.store.read() as tx:
        assert len(tx.holds()) == 1
    assert acts(desk, mention).count("hold.placed") == 1
    form = {"kind": "mention", "named": mention, "matter": "Another one", "reason": "Counsel asked."}
    assert an_officer.post("/compliance/holds", form).status_code == 303
    with desk.application.store.read() as tx:
        assert len(tx.holds()) == 2


def test_without_a_hold_a_deleted_post_is_destroyed_with_a_certificate(desk, an_officer):
    mention = sealed_mention(desk)
    delete_there(desk, mention)
    sign_log(desk.application)

    page = an_officer.get("/compliance/disposals").text

    assert is_there(desk, mention) == {False}
    number = re.search(r"/compliance/events/(\d+)/proof", page)[1]
    proof = load(an_officer.get(f"/compliance/events/{number}/proof").content)
    assert is_proved(proof, desk.application.keys.verifier())
    assert mention.encode() in proof.body
    assert an_officer.get("/compliance/events/99999/proof").status_code == 404


@pytest.mark.parametrize("form", [{"matter": ""}, {"reason": " "}, {"named": "m-none"}, {"kind": "case"}])
def test_a_hold_needs_something_that_is_there_a_matter_and_a_reason(desk, an_officer, form):
    mention = desk.add_mention()
    whole = {"kind": "mention", "named": mention, "matter": "17", "reason": "A request."}

    assert an_officer.post("/compliance/holds", whole | form).status_code == 409
    with desk.application.store.read() as tx:
        assert tx.holds() == []


def test_a_hold_is_lifted_once_with_a_reason_and_personal_words_are_masked(desk, an_officer):
    mention = desk.add_mention()
    form = {"kind": "mention", "named": mention, "matter": "17", "reason": f"Call {SECRET} about it."}
    an_officer.post("/compliance/holds", form)

    assert SECRET not in an_officer.get("/compliance/holds").text
    assert an_officer.post("/compliance/holds/1/lift", {"reason": ""}).status_code == 409
    assert an_officer.post("/compliance/holds/1/lift", {"reason": "Closed."}).status_code == 303
    assert an_officer.post("/compliance/holds/1/lift", {"reason": "Closed."}).status_code == 409
    assert an_officer.post("/compliance/holds/7/lift", {"reason": "Closed."}).status_code == 409


def test_a_case_under_a_hold_keeps_what_was_said_in_private(desk, an_officer):
    from smbot.handoff.thread import shred_said

    application = desk.application
    case = a_case(desk, desk.add_mention())
    place(an_officer, "case", case.id)

    with pytest.raises(NotAllowed, match="legal hold"):
        shred_said(application.store, application.private_keys, case.id, actor="ana", reason="asked")
    an_officer.post("/compliance/holds/1/lift", {"reason": "Closed."})
    assert shred_said(application.store, application.private_keys, case.id, actor="ana", reason="asked") == 0


def test_a_wish_to_delete_private_words_is_carried_out_when_the_hold_is_lifted(desk, an_officer):
    application = desk.application
    case, other = a_case(desk, desk.add_mention()), a_case(desk, desk.add_mention())
    place(an_officer, "case", case.id)
    place(an_officer, "case", other.id)
    asked = application.clock.now()
    with application.store.write() as tx:
        for each in (case, other):
            tx.keep_private_case(PrivateCase(case=each.id, assignee="", language="en", deletion_asked_at=asked))

    an_officer.post("/compliance/holds/1/lift", {"reason": "Closed."})

    with application.store.read() as tx:
        assert tx.private_case(case.id).deletion_asked_at is None
        assert tx.private_case(other.id).deletion_asked_at == asked
    assert acts(desk, case.id)[-1] == "private.deleted"


def test_where_the_team_deletes_a_wish_waits_for_it_after_the_hold_too(desk):
    application = desk.application
    case = a_case(desk, desk.add_mention())
    with application.store.write() as tx:
        tx.keep_private_case(PrivateCase(case=case.id, assignee="", language="en", deletion_asked_at=tx.clock.now()))

    assert shred_asked(application.store, application.private_keys, Deletion.BY_TEAM) == 0

    with application.store.read() as tx:
        assert tx.private_case(case.id).deletion_asked_at is not None


def test_keys_live_until_the_lifting_is_written_and_whoever_starts_finishes_a_disposal(desk, an_officer):
    mention = sealed_mention(desk)
    place(an_officer, "mention", mention)
    delete_there(desk, mention)
    seen = []

    def dying(mentions):
        with desk.application.store.read() as tx:
            seen.append((list(mentions), tx.holds(), acts(desk, mention)))
        raise KeyboardInterrupt

    holds = holds_of(desk.application)
    with pytest.raises(KeyboardInterrupt):
        replace(holds, shred=dying).lift(desk.members["chloe"], 1, "Closed.")

    assert [(mentions, standing) for mentions, standing, _ in seen] == [([mention], [])]
    assert "hold.lifted" in seen[0][2]
    assert is_there(desk, mention) == {True}
    assert {job.name: job for job in jobs(desk.application, {Part.DESK})}["disposals"].run()
    assert is_there(desk, mention) == {False}
    assert holds.dispose() == 0


def test_a_timeline_tells_all_of_a_post_its_case_and_its_entry(desk, an_officer):
    mention = sealed_mention(desk)
    case = a_case(desk, mention)
    desk.application.desk().approve(desk.members["paul"], mention)

    for subject in (mention, case.id):
        page = an_officer.get(f"/compliance/timeline/{subject}").text
        assert "a case was opened" in page
        assert "the reply was approved" in page
        assert SECRET not in page
    assert an_officer.get("/compliance/timeline/m-nothing").status_code == 404


@pytest.mark.parametrize("kind", ["mentions", "decisions", "docket", "events", "cases"])
@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_an_export_says_what_it_holds_before_and_proves_it_after(desk, an_officer, kind, form):
    mention = desk.add_mention()
    a_case(desk, mention)
    desk.application.label_corrections().correct(desk.members["ana"], mention, ["access_request"])
    period = {"kind": kind, "first": "2026-03-01", "last": "2026-03-04"}
    preview = an_officer.get("/compliance/exports", params=period).text
    assert "Download" in preview

    answer = an_officer.post("/compliance/exports", period | {"form": form})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        files = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(files["manifest.json"])
    assert f"Download {manifest['rows']} records" in preview or kind in {"events", "decisions"}
    assert manifest["rows"] > 0
    assert manifest["log"]["note"]
    assert manifest["proved"] == (manifest["rows"] if kind in {"events", "decisions"} else 0)
    with desk.application.store.read() as tx:
        made = [json.loads(body) for body in tx.audit_newest(3) if b"export.made" in body]
    assert made[0]["detail"]["records"] == manifest["rows"]


@pytest.mark.parametrize(
    ("language", "state", "labels", "no"),
    [("en", "drafted", "complaint", "no"), ("fr", "ébauche prête", "plainte", "non")],
)
def test_what_is_exported_is_read_in_words_and_stays_in_codes_for_programs(
    desk, an_officer, language, state, labels, no
):
    desk.add_mention()
    period = {"kind": "mentions", "first": "2026-03-01", "last": "2026-03-04"}
    an_officer.get(f"/language/{language}")

    preview = an_officer.get("/compliance/exports", params=period).text
    answer = an_officer.post("/compliance/exports", period | {"form": "html"})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        files = {name.partition("/")[2]: packed.read(name).decode() for name in packed.namelist()}
    page = files[f"mentions.{language}.html"]
    for read in (preview, page):
        assert state in read
        assert labels in read
        assert f">{no}<" in read
        assert "+00:00</" not in read
    [row] = json.loads(files["mentions.json"])
    assert (row["state"], row["labels"], row["edited"]) == ("drafted", "complaint", False)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["[phone\u00a01]", "mode: live"]),
        ("fr", ["[téléphone\u00a01]", "mode\u00a0: réel"]),
    ],
)
def test_the_page_to_read_has_no_words_of_machines_and_other_forms_keep_them(desk, an_officer, language, told):
    mention = desk.add_mention()
    desk.application.desk().approve(desk.members["paul"], mention)
    with desk.application.store.write() as tx:
        tx.record(Event(act=Act.ORDER_GIVEN, actor="paul", subject=mention, detail={"mode": "live", "nonce": 7}))
        tx.record(Event(act=Act.MENTION_CLAIMED, actor="paul", subject=mention))

    pages, records = {}, {}
    for kind in ("mentions", "decisions"):
        answer = an_officer.post("/compliance/exports", PERIOD | {"kind": kind, "form": "html"})
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            files = {name.partition("/")[2]: packed.read(name).decode() for name in packed.namelist()}
        pages[kind], records[kind] = files[f"{kind}.{language}.html"], json.loads(files[f"{kind}.json"])

    for page in pages.values():
        assert not re.search(r"\d{4}-\d\d-\d\dT\d\d|\{|PHONE_NUMBER", page.partition("</style>")[2])
    for one in told:
        assert one in pages["mentions"] + pages["decisions"]
    assert f">{desk.application.shelf.title('complaint', language)}<" in pages["mentions"]
    assert records["mentions"][0]["playbook"] == "complaint"
    assert "[PHONE_NUMBER 1]" in records["mentions"][0]["text"]
    assert records["decisions"][-1]["detail"] == "{}"
    assert records["decisions"][-1]["at"].startswith("2026-03-04T")


def test_exports_that_were_made_are_listed_with_their_digest_and_proof(desk, an_officer):
    empty = an_officer.get("/compliance/exports").text
    an_officer.post("/compliance/exports", PERIOD | {"kind": "decisions", "form": "json"})
    with desk.application.store.write() as tx:
        tx.record(Event(act=Act.AUDIT_EXPORTED, actor="chloe"))
    with desk.application.store.read() as tx:
        [made] = [json.loads(body) for body in tx.audit_newest(5) if b"export.made" in body]

    page = an_officer.get("/compliance/exports").text

    assert "Nothing has been exported yet." in empty
    assert "Nothing has been exported yet." not in page
    [row] = [line for line in page.splitlines() if f"/compliance/events/{made['seq']}/proof" in line]
    for told in ("Decisions of people", "2026-03-01 to 2026-03-04", "JSON, for programs", "<td>chloe</td>"):
        assert told in row
    assert f"<code>{made['detail']['manifest']}</code>" in row
    assert page.index("A copy of the audit log") < page.index(made["detail"]["manifest"])
    assert re.search(
        r'/compliance/exports">Exports</a></p><p class="age"><span class="number">2<',
        an_officer.get("/compliance").text,
    )


def test_older_exports_stand_on_a_further_page_and_a_record_without_details_is_listed_too(desk, an_officer):
    with desk.application.store.write() as tx:
        for _ in range(60):
            tx.record(Event(act=Act.EXPORT_MADE, actor="chloe", detail={"first_day": "soon"}))

    first = an_officer.get("/compliance/exports").text
    older = html.unescape(re.search(r'<a href="([^"]+)" rel="next"', first)[1])
    second = an_officer.get(older).text
    newer = html.unescape(re.search(r'<a href="([^"]+)" rel="prev"', second)[1])

    listed = [re.findall(r"/compliance/events/(\d+)/proof", page) for page in (first, second)]
    assert [len(one) for one in listed] == [50, 10]
    assert len({*listed[0], *listed[1]}) == 60
    assert 'rel="next"' not in second
    assert re.findall(r"/compliance/events/(\d+)/proof", an_officer.get(newer).text) == listed[0]
    assert "There are no further exports here." in an_officer.get("/compliance/exports?before=0").text
    assert an_officer.get("/compliance/exports?before=x&after=-1").status_code == 200


def test_a_csv_of_posts_holds_masks_and_no_formula(desk, an_officer):
    desk.add_mention("=HYPERLINK(1) Call [PHONE_NUMBER 1].")

    answer = an_officer.post(
        "/compliance/exports", {"kind": "mentions", "first": "2026-03-01", "last": "2026-03-04", "form": "csv"}
    )

    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        name = next(name for name in packed.namelist() if name.endswith(".csv"))
        rows = list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"))))
    assert rows[0]["text"] == "'=HYPERLINK(1) Call [PHONE_NUMBER 1]."


def test_digests_are_shown_before_the_download_and_tables_speak_the_readers_language(desk, an_officer):
    desk.add_mention()
    preview = an_officer.get("/compliance/exports", params=PERIOD | {"kind": "mentions"}).text

    answer = an_officer.post("/compliance/exports", PERIOD | {"kind": "mentions", "form": "csv"})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        files = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    assert hashlib.sha256(files["mentions.csv"]).hexdigest() in preview
    rows = list(csv.DictReader(io.StringIO(files["mentions.fr.csv"].decode("utf-8-sig"))))
    assert rows[0]["État"] == "ébauche prête"
    assert [name for name in rows[0] if "America/Toronto" in name]
    assert "+00:00" not in files["mentions.fr.csv"].decode()


def test_a_period_that_ends_before_it_begins_is_refused(an_officer):
    form = {"kind": "mentions", "first": "2026-03-04", "last": "2026-03-01"}

    assert an_officer.get("/compliance/exports", params=form).status_code == 409
    assert an_officer.post("/compliance/exports", form | {"form": "csv"}).status_code == 409


def test_a_report_begins_from_a_post_and_keeps_its_versions(desk, an_officer):
    mention = sealed_mention(desk)
    page = an_officer.get(f"/compliance/breaches/new?mention={mention}").text
    assert 'value="PHONE_NUMBER" checked' in page
    assert 'value="2026-03-04"' in page
    assert "Week nine" not in page

    made = an_officer.post("/compliance/breaches", FORM | {"subject": mention, "information": ["PHONE_NUMBER", "x"]})
    number = 1
    assert made.headers["location"] == "/compliance/breaches/1?done=kept"
    second = FORM | {"version": "1", "standing": "closed", "people": "2"}
    assert an_officer.post(f"/compliance/breaches/{number}", second).status_code == 303
    assert an_officer.post(f"/compliance/breaches/{number}", second).status_code == 409

    archive = an_officer.post(f"/compliance/breaches/{number}/export")
    with zipfile.ZipFile(io.BytesIO(archive.content)) as whole:
        files = {name.partition("/")[2]: whole.read(name) for name in whole.namelist()}
    told = json.loads(files["report.json"])
    assert [one["version"] for one in told["versions"]] == [2, 1]
    assert told["versions"][1]["fields"]["information"] == ["PHONE_NUMBER"]
    assert told["subject"] == mention
    assert acts(desk, mention)[-3:] == ["breach.kept", "breach.kept", "breach.exported"]
    assert "A number was shown" in an_officer.get("/compliance/breaches").text
    assert "earlier version" in an_officer.get("/compliance/breaches/1?version=1").text
    rows = list(csv.DictReader(io.StringIO(an_officer.get("/compliance/breaches.csv").content.decode("utf-8-sig"))))
    assert rows[0]["people"] == "2"
    listed = {each["name"]: each["sha256"] for each in json.loads(files.pop("manifest.json"))["files"]}
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert "A number was shown" in files["report.en.html"].decode()
    assert "téléphone" in files["report.fr.html"].decode()


def test_masks_in_a_report_are_told_in_words_on_its_page_and_in_its_export(desk, an_officer):
    an_officer.post("/compliance/breaches", FORM | {"title": f"The number {SECRET}", "what": f"{SECRET} was shown."})

    archive = an_officer.post("/compliance/breaches/1/export")
    with zipfile.ZipFile(io.BytesIO(archive.content)) as whole:
        french = next(whole.read(name).decode() for name in whole.namelist() if name.endswith("report.fr.html"))
    page = an_officer.get("/compliance/breaches/1").text

    assert "The number [phone\u00a01]" in page
    assert "[téléphone\u00a01]" in french
    assert "PHONE_NUMBER" not in page + french


def test_a_report_sent_with_two_clicks_is_one(desk, an_officer):
    mention = sealed_mention(desk)

    made = [an_officer.post("/compliance/breaches", FORM | {"subject": mention}) for _ in range(2)]

    assert {one.headers["location"] for one in made} == {"/compliance/breaches/1?done=kept"}
    assert acts(desk, mention).count("breach.kept") == 1
    other = an_officer.post("/compliance/breaches", FORM | {"subject": mention, "people": "3"})
    assert other.headers["location"] == "/compliance/breaches/2?done=kept"


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"discovered": ""},
        {"discovered": "yesterday"},
        {"people": "many"},
        {"people": "٣"},
        {"cause": "nobody"},
        {"from": "2026-03-04", "until": "2026-03-01"},
        {"what": "x" * 4001},
    ],
)
def test_a_report_that_is_not_filled_in_right_is_given_back(an_officer, change):
    answer = an_officer.post("/compliance/breaches", FORM | change)

    assert answer.status_code == 409
    assert "A breach of privacy" in answer.text
    assert an_officer.get("/compliance/breaches/1").status_code == 404


def test_personal_words_in_a_report_are_masked(an_officer):
    an_officer.post("/compliance/breaches", FORM | {"what": f"The number {SECRET} was shown."})

    page = an_officer.get("/compliance/breaches/1").text
    assert SECRET not in page
    assert "was shown" in page


def test_the_log_of_people_is_filtered_by_person_and_period(desk, an_officer, a_browser):
    a_browser("ana")
    a_browser().sign_in("ana", "wrong")
    ana = desk.members["ana"].id

    page = an_officer.get(f"/compliance/people?person={ana}").text
    rows = list(
        csv.DictReader(io.StringIO(an_officer.get(f"/compliance/people.csv?person={ana}").content.decode("utf-8-sig")))
    )

    assert "a sign-in was refused" in page
    assert {row["act"] for row in rows} == {"member.signed-in", "member.sign-in-refused"}
    assert {row["name"] for row in rows} == {"ana"}
    assert "Nothing in this period." in an_officer.get("/compliance/people?first=2020-01-01&last=2020-01-02").text


def test_the_log_of_people_tells_of_their_tokens(desk, an_officer):
    tokens = Tokens(desk.application.store, desk.application.clock)
    made = tokens.create(desk.members["ana"], "Dashboard", [Scope.READ_QUEUE], 5).token
    tokens.revoke(desk.members["ana"], made.id)

    rows = csv.DictReader(io.StringIO(an_officer.get("/compliance/people.csv").content.decode("utf-8-sig")))

    assert {row["act"] for row in rows if row["subject"] == made.id} == {"token.created", "token.revoked"}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "no day"])
@pytest.mark.parametrize(
    "path",
    ["/compliance/exports?kind=mentions&first={day}&last={day}", "/compliance/people.csv?first={day}&last={day}"],
)
def test_no_day_that_is_typed_is_an_error_of_ours(an_officer, path, day):
    assert an_officer.get(path.format(day=day)).status_code == 200


def test_an_export_up_to_the_last_day_there_is_can_be_made(an_officer):
    form = {"kind": "events", "form": "csv", "first": "0001-01-01", "last": "9999-12-31"}

    assert an_officer.post("/compliance/exports", form).status_code == 200


@pytest.mark.parametrize("number", [2**53 + 1, 2**63, 10**40, -1])
def test_a_number_that_no_record_can_have_leads_nowhere(an_officer, number):
    an_officer.post("/compliance/breaches", FORM)

    got = [
        an_officer.get(f"/compliance/{path}")
        for path in (
            f"breaches/{number}",
            f"breaches/{number}/edit",
            f"breaches/1?version={number}",
            f"events/{number}/proof",
        )
    ]
    sent = [
        an_officer.post(f"/compliance/breaches/{number}", FORM | {"version": "1"}),
        an_officer.post(f"/compliance/breaches/{number}/export"),
        an_officer.post(f"/compliance/holds/{number}/lift", {"reason": "Closed."}),
    ]

    assert [answer.status_code for answer in [*got, *sent]] == [404] * 7
    assert "There is no page here." in got[0].text


@pytest.mark.parametrize("version", [str(2**53 + 1), "9" * 5000])
def test_a_version_that_no_report_can_have_leads_nowhere(an_officer, version):
    an_officer.post("/compliance/breaches", FORM)

    assert an_officer.post("/compliance/breaches/1", FORM | {"version": version}).status_code == 404


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("/docket", "/docket"),
        ("/docket?tab=settled", "/docket"),
        ("/docket/{docket}", "/docket"),
        ("/labels", "/labels"),
        ("/audit", "/audit"),
        ("/compliance/breaches/new", "/compliance/breaches"),
        ("/compliance/timeline/{docket}", None),
    ],
)
def test_the_tabs_of_the_desk_stand_on_each_of_its_pages(desk, an_officer, path, tab):
    mention = desk.add_mention()
    desk.application.label_corrections().correct(desk.members["ana"], mention, ["access_request"])
    with desk.application.store.read() as tx:
        docket = tx.docket_of(mention)

    page = an_officer.get(path.format(docket=docket)).text

    tabs = re.search(r'<nav aria-label="Compliance">.*?</nav>', page, re.DOTALL)[0]
    links = re.findall(r'<a href="([^"]+)"( aria-current)?', tabs)
    assert len(links) == 9
    assert [link for link, current in links if current] == ([tab] if tab else [])


def test_home_and_health_count_the_same_alarms_whether_or_not_anybody_was_told(desk, an_officer):
    desk.add_mention(minutes_old=60 * 24 * 30)  # overdue, and no daemon runs that would note an alarm

    home, health = an_officer.get("/compliance").text, an_officer.get("/system").text

    counted = re.search(r'href="/system">Alarms</a></p><p class="age"><span class="number">(\d+)<', home)[1]
    assert int(counted) > 0
    assert f'What needs a person <span class="number">{counted}</span>' in health
