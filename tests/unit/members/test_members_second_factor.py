"""Second factors: RFC 6238's own vectors, replays, clocks that are off, sealing, recovery codes."""

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from fakes import NOW

from smbot.core.errors import SealError
from smbot.core.ids import MemberId
from smbot.members.second_factor import (
    RECOVERY_CODES,
    SET_UP_WITHIN,
    STEP_SECONDS,
    FactorBox,
    accepted_step,
    address,
    new_recovery_codes,
    new_secret,
)

ALICE, BOB = MemberId("u-alice"), MemberId("u-bob")
SECRET = base64.b32encode(b"12345678901234567890").decode()


def code_at(moment, secret=SECRET):
    return pyotp.TOTP(secret).at(moment)


# RFC 6238, appendix B, SHA-1; six digits are the last six of its eight.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_are_those_of_the_standard(seconds, code):
    moment = datetime.fromtimestamp(seconds, UTC)

    assert accepted_step(SECRET, code, moment, last=0) == seconds // STEP_SECONDS


@pytest.mark.parametrize(("off", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_off_by_one_step(off, accepted):
    code = code_at(NOW + timedelta(seconds=off))

    assert (accepted_step(SECRET, code, NOW, last=0) is not None) == accepted


def test_a_code_is_not_taken_twice_nor_an_older_one_after_it():
    step = accepted_step(SECRET, code_at(NOW), NOW, last=0)

    assert accepted_step(SECRET, code_at(NOW), NOW, last=step) is None
    assert accepted_step(SECRET, code_at(NOW - timedelta(seconds=30)), NOW, last=step) is None
    assert accepted_step(SECRET, code_at(NOW + timedelta(seconds=30)), NOW, last=step) == step + 1


@pytest.mark.parametrize("code", ["", "0", "abcdef", "１２３４５６", "\udcff", "9" * 1000])
def test_what_is_no_code_is_refused(code):
    assert accepted_step(SECRET, code, NOW, last=0) is None


def test_a_code_may_be_typed_with_a_space():
    code = code_at(NOW)

    assert accepted_step(SECRET, f" {code[:3]} {code[3:]} ", NOW, last=0) is not None


def test_secrets_are_long_and_differ():
    found = {new_secret() for _ in range(50)}

    assert len(found) == 50
    assert {len(base64.b32decode(one)) for one in found} == {20}


def test_the_address_says_who_and_where():
    made = pyotp.parse_uri(address(SECRET, name="Élise R: x", issuer="smbot – Services du Nord"))

    assert (made.secret, made.name, made.issuer) == (SECRET, "Élise R: x", "smbot – Services du Nord")


def test_a_sealed_secret_opens_for_its_member_only():
    box = FactorBox(b"k" * 32)
    sealed = box.seal(SECRET, ALICE)

    assert box.open(sealed, ALICE) == SECRET
    assert SECRET.encode() not in sealed
    for broken in (lambda: box.open(sealed, BOB), lambda: FactorBox(b"x" * 32).open(sealed, ALICE)):
        with pytest.raises(SealError):
            broken()
    with pytest.raises(SealError):
        box.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), ALICE)


def test_an_offer_is_good_for_its_member_and_for_a_while():
    box = FactorBox(b"k" * 32)
    offer = box.offer(SECRET, ALICE, NOW)

    assert box.offered(offer, ALICE, NOW + SET_UP_WITHIN) == SECRET
    assert box.offered(offer, ALICE, NOW + SET_UP_WITHIN + timedelta(seconds=1)) is None
    assert box.offered(offer, BOB, NOW) is None


@pytest.mark.parametrize("offer", ["", "x", "é", "AAAA", base64.urlsafe_b64encode(b"x" * 80).decode()])
def test_what_is_no_offer_is_refused(offer):
    assert FactorBox(b"k" * 32).offered(offer, ALICE, NOW) is None


def test_a_stored_secret_is_no_offer_and_an_offer_no_stored_secret():
    box = FactorBox(b"k" * 32)

    assert box.offered(base64.urlsafe_b64encode(box.seal(SECRET, ALICE)).decode(), ALICE, NOW) is None
    with pytest.raises(SealError):
        box.open(base64.urlsafe_b64decode(box.offer(SECRET, ALICE, NOW)), ALICE)


def test_ten_recovery_codes_are_random_and_only_their_digests_can_be_kept():
    codes = new_recovery_codes()
    box = FactorBox(b"k" * 32)

    assert len(set(codes)) == RECOVERY_CODES == 10
    assert box.digest(codes[0].upper().replace("-", " "), ALICE) == box.digest(codes[0], ALICE)
    assert box.digest(codes[0], ALICE) != box.digest(codes[0], BOB)
    assert box.digest(codes[0], ALICE) != FactorBox(b"x" * 32).digest(codes[0], ALICE)
