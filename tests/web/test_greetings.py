"""The first words of a reply: in the order of the home office of who approves it, and kept in the log as an offer."""

import json
from dataclasses import replace

import pytest

from smbot.playbooks.fields import Organisation
from smbot.playbooks.render import variants

DIRECTORY = """
offices:
  - id: hull
    name: {en: Hull counter, fr: comptoir de Hull}
    province: QC
    time_zone: America/Toronto
    first_language: fr
  - id: ottawa
    name: {en: Ottawa counter, fr: comptoir d’Ottawa}
    province: "ON"
    time_zone: America/Toronto
    first_language: en
"""


@pytest.fixture
def offices(desk):
    """An office in Hull, Petra's, and one in Ottawa, Paul's."""
    file = desk.application.configuration.folder(desk.application.settings.offices.file)
    file.write_text(DIRECTORY, "utf-8")
    members = desk.application.members()
    members.set_office(desk.members["adam"], "petra", office="hull")
    members.set_office(desk.members["adam"], "paul", office="ottawa")
    return desk


def rendered(desk, variant: int = 1) -> str:
    """Return a variant of the playbook as the organisation itself greets."""
    organisation: Organisation = desk.application.organisation
    playbook = desk.application.shelf.current().get("complaint")
    return variants(playbook, language="en", organisation=organisation)[variant].text


def approved(desk, name, mention):
    desk.application.desk().approve(desk.members[name], mention)
    return desk.application.desk().item(desk.members[name], mention).reply.text


@pytest.mark.parametrize(("name", "greeting"), [("petra", "Bonjour, hello."), ("paul", "Hello, bonjour.")])
def test_a_reply_greets_in_the_order_of_the_approvers_home_office(offices, name, greeting):
    mention = offices.add_mention(draft=rendered(offices), platform="townhall")

    text = approved(offices, name, mention)

    assert text.startswith(greeting)
    assert text.removeprefix(greeting) == rendered(offices).removeprefix("Hello, bonjour.")


def test_in_an_edited_draft_the_greeting_alone_changes(offices):
    words = " Thank you for writing to us about the counter. We answer within two working days."
    mention = offices.add_mention(draft="Hello, bonjour." + words, platform="townhall")

    assert approved(offices, "petra", mention) == "Bonjour, hello." + words


def test_who_claims_a_mention_sees_the_greeting_of_their_office(offices):
    mention = offices.add_mention(draft=rendered(offices), platform="townhall")

    item = offices.application.desk().claim(offices.members["petra"], mention)

    assert item.draft.startswith("Bonjour, hello.")


def test_where_one_language_is_offered_no_office_changes_it(offices):
    offices.application.organisation = replace(offices.application.organisation, offer="english")
    mention = offices.add_mention(draft=rendered(offices), platform="townhall")

    assert approved(offices, "petra", mention).startswith("Hello. ")


def test_each_reply_that_is_out_keeps_its_offer_in_the_log(offices):
    mention = offices.add_mention(draft=rendered(offices), platform="townhall")
    approved(offices, "petra", mention)
    offices.set_reply(mention, next_at=offices.clock.now())

    offices.carry_out()

    with offices.application.store.read() as tx:
        reply = tx.item(mention).reply.id
        events = [json.loads(body) for body in tx.audit_of(reply)]
    made = next(event for event in events if event["act"] == "offer.made")
    assert made["actor"] == "petra"
    assert made["detail"] == {"office": "hull", "order": ["fr", "en"], "languages": ["fr", "en"]}


def test_what_the_directory_publishes_is_never_masked(offices):
    file = offices.application.configuration.folder(offices.application.settings.offices.file)
    file.write_text(DIRECTORY + '    numbers: ["613 555 0142"]\n', "utf-8")

    found = offices.application.scanner.find("Call 613 555 0142, not 613 555 0143.")

    assert [(span.start, span.end) for span in found] == [(23, 35)]
