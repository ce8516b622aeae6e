"""The bundle of evidence: whole, masked, provable against the log, readable in both languages."""

import hashlib
import itertools
import json
import re
from functools import partial
from html.parser import HTMLParser

import pytest
from fakes import redacted, stored_mention

from smbot.access.bundle import wrong_files
from smbot.access.names import Element, Jurisdiction, PauseKind, Where
from smbot.audit.tree import leaf_hash
from smbot.bootstrap.access import docket_of, export_evidence, intake_of
from smbot.core.errors import NotAllowed
from smbot.core.events import Act
from smbot.core.ids import new_member_id
from smbot.core.manifests import MANIFEST_FILE, manifest_digest
from smbot.core.roles import Member, Role
from smbot.storage.tables import MentionRow
from smbot.web.evidence_page import page as page_of

TEXT = "<script>alert(1)</script> I want my file, [PERSON 9] call [PHONE_NUMBER 1]"


@pytest.fixture
def an_entry(an_installation):
    """An entry with a history of its own, and the officer who made it."""
    mention = stored_mention(an_installation.store, text=redacted(TEXT))
    with an_installation.store.write() as tx:
        tx.session.get(MentionRow, mention).labels = ["access_request"]
        entry = intake_of(an_installation).possible(tx, mention, level="review", asked="own-file")
        [officer] = tx.members()
    docket = docket_of(an_installation)
    docket.confirm(officer, entry, "<b>clear</b>")
    docket.ask(officer, entry, (Element.WHEN,), Where.PRIVATE)
    docket.pause(officer, entry, PauseKind.CLARIFICATION, "waiting")
    docket.change(officer, entry, "a provincial office", jurisdiction=Jurisdiction.BC)
    return officer, entry, mention


def made_of(installation, member, entry, languages):
    """Make the bundle as the desk and the command do."""
    return export_evidence(installation, member, entry, languages, partial(page_of, titles=installation.shelf.title))


class Outline(HTMLParser):
    """Collects the tags, their attributes and the text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def outline(page):
    found = Outline()
    found.feed(page.decode())
    return found


def test_the_bundle_holds_its_files_and_their_digests(an_installation, an_entry):
    officer, entry, _ = an_entry

    made = made_of(an_installation, officer, entry, ("en", "fr"))

    assert list(made) == ["bundle.json", "events.jsonl", "bundle.en.html", "bundle.fr.html", MANIFEST_FILE]
    assert wrong_files(made) == []
    assert wrong_files({**made, "bundle.json": made["bundle.json"] + b" "}) == ["bundle.json"]
    assert wrong_files({name: made[name] for name in made if name != "events.jsonl"}) == ["events.jsonl"]
    assert wrong_files({**made, "more.txt": b""}) == ["more.txt"]


def test_each_record_stands_in_it_with_its_number_and_the_hash_of_exactly_its_bytes(an_installation, an_entry):
    officer, entry, mention = an_entry
    with an_installation.store.read() as tx:
        logged = [record for record in tx.audit_records() if record.subject in {entry, mention}]

    made = made_of(an_installation, officer, entry, ("en",))

    events = json.loads(made["bundle.json"])["events"]
    assert [(event["seq"], event["leaf"]) for event in events] == [(record.seq, record.leaf) for record in logged]
    assert all(leaf_hash(event["body"].encode()) == event["leaf"] for event in events)
    assert made["events.jsonl"].splitlines() == [record.body for record in logged]
    assert len(events) >= 5


def test_the_log_keeps_the_digest_of_the_manifest(an_installation, an_entry):
    officer, entry, _ = an_entry

    made = made_of(an_installation, officer, entry, ("en",))

    with an_installation.store.read() as tx:
        last = json.loads(tx.audit_lines([entry])[-1].body)
    assert last["act"] == Act.DOCKET_EXPORTED
    assert last["detail"]["manifest"] == manifest_digest(made) == hashlib.sha256(made[MANIFEST_FILE]).hexdigest()


def test_data_tells_entry_clock_law_marks_and_decisions(an_installation, an_entry):
    officer, entry, mention = an_entry

    told = json.loads(made_of(an_installation, officer, entry, ("en",))["bundle.json"])

    [exhibit] = told["exhibits"]
    assert exhibit["mention"] == mention
    assert exhibit["text"]["text"] == TEXT
    assert [mask["entity"] for mask in exhibit["text"]["masks"]] == ["PHONE_NUMBER"]
    assert exhibit["classifier"] == "rules@1"
    assert (told["law"]["jurisdiction"], told["law"]["verified_on"]) == ("BC", "2026-11-01")
    assert (told["clock"]["no_date"], told["clock"]["pauses"][0]["until"]) == ("paused", None)
    assert [one["act"] for one in told["decisions"]][-4:] == [
        Act.DOCKET_CONFIRMED,
        Act.DOCKET_ASKED,
        Act.DOCKET_PAUSED,
        Act.DOCKET_CHANGED,
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_stands_alone_and_runs_nothing(an_installation, an_entry, language):
    officer, entry, _ = an_entry

    page = made_of(an_installation, officer, entry, (language,))[f"bundle.{language}.html"]

    found = outline(page)
    names = {tag for tag, _ in found.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "form"}
    assert not re.search(rb"(?:src|href|url|@import)\s*[=(]", page)
    assert ("html", {"lang": f"{language}-CA"}) in found.tags
    assert "<script>alert(1)</script>" in "".join(found.text)
    assert "<b>clear</b>" in "".join(found.text)


def test_only_true_masks_are_marked(an_installation, an_entry):
    officer, entry, _ = an_entry

    page = made_of(an_installation, officer, entry, ("en",))["bundle.en.html"].decode()

    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", page) == ["phone\u00a01"]
    assert "[PERSON 9]" in page


def test_the_page_speaks_in_words_of_its_language_and_local_time(an_installation, an_entry):
    officer, entry, _ = an_entry
    docket_of(an_installation).resume(officer, entry, "[PERSON 2] has answered")

    page = made_of(an_installation, officer, entry, ("fr",))["bundle.fr.html"].decode()

    words = re.sub(
        r"<style>.*?</style>|<code>.*?</code>|<span lang=\"en\">.*?</span>|<blockquote.*?</blockquote>", "", page
    )
    assert "docket.confirmed" not in words
    assert "[PERSON 2]" not in words
    assert not re.search(r">(?:x|BC|CA|system)<", words)
    assert "Colombie-Britannique" in words
    assert "smbot lui-même" in words
    assert "(UTC\u2212" in words
    assert " UTC<" not in words


def test_the_page_has_one_title_headings_in_order_and_tables_with_names(an_installation, an_entry):
    officer, entry, _ = an_entry

    page = made_of(an_installation, officer, entry, ("en",))["bundle.en.html"]

    tags = outline(page).tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    tables = sum(tag == "table" for tag, _ in tags)
    assert tables == sum(tag == "caption" for tag, _ in tags) > 2
    assert all(attributes.get("scope") == "col" for tag, attributes in tags if tag == "th")
    assert all(attributes.get("aria-label") for tag, attributes in tags if attributes.get("role") == "region")


def test_only_an_officer_makes_a_bundle(an_installation, an_entry):
    _, entry, _ = an_entry
    agent = Member(id=new_member_id(), name="Rita", roles=frozenset({Role.REVIEWER}))

    with pytest.raises(NotAllowed):
        made_of(an_installation, agent, entry, ("en",))
