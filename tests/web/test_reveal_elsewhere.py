"""Revealing where the officers' key lies on their own machine: the desk logs it and gives a file, which opens there."""

import json

import pytest
from nacl.public import PrivateKey
from web.test_reveal import SECRET, acts, ask, sealed_mention

from smbot.core.errors import SealError
from smbot.vault.keys import KeyRing
from smbot.vault.nacl import unseal_requested


@pytest.fixture
def officers(desk):
    """The officers' private key, taken away from the desk's machine."""
    file = desk.application.key_folder / "compliance.key"
    key = KeyRing(desk.application.key_folder).private("compliance")
    file.unlink()
    return key


def test_the_desk_logs_it_and_gives_a_file_that_opens_where_the_key_is(desk, an_officer, officers):
    mention = sealed_mention(desk)
    form = an_officer.get(f"/items/{mention}/reveal?mask=0").text

    answer = ask(an_officer, desk, mention)

    assert "not on this machine" in form
    assert "get the file" in form
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert SECRET not in answer.text
    assert unseal_requested(answer.content, officers).take() == SECRET
    assert acts(desk, mention)[-1] == "mask.revealed"


def test_another_key_and_a_changed_file_open_nothing(desk, an_officer, officers):
    answer = ask(an_officer, desk, sealed_mention(desk))
    changed = json.dumps(json.loads(answer.content) | {"mention": "m-other"}).encode()

    with pytest.raises(SealError):
        unseal_requested(answer.content, PrivateKey.generate())
    with pytest.raises(SealError):
        unseal_requested(changed, officers)
    with pytest.raises(SealError, match="no request"):
        unseal_requested(b"{}", officers)


def test_without_a_reason_there_is_no_file_and_nothing_in_the_log(desk, an_officer, officers):
    mention = sealed_mention(desk)
    before = acts(desk, mention)

    answer = ask(an_officer, desk, mention, note="short")

    assert answer.status_code == 409
    assert "attachment" not in answer.headers.get("content-disposition", "")
    assert acts(desk, mention) == before
