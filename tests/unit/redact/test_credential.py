"""What the recognizer of credential finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.credential import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("question secrète, j'ai dit Galette", ["Galette"]),
        ("Secret word: Galette", ["Galette"]),
        ("security answer: gouda the dog", ["gouda the dog"]),
        ("my PIN for their line is 1034", ["1034"]),
        ("wifi code: tundra-88-trout", ["tundra-88-trout"]),
        ('signed in as "tiler2" with "Password1"', ["tiler2", "Password1"]),
        ("mot de passe c-h-a-m-e-a-u-4", ["c-h-a-m-e-a-u-4"]),
        ("password: Hunter2!x", ["Hunter2!x"]),
        ("mot de passe est Soleil123", ["Soleil123"]),
        ("username: jdoe99", ["jdoe99"]),
        ("my PIN is 4821", ["4821"]),
        ("NIP 482199", ["482199"]),
        ("identifiant : mtremblay", ["mtremblay"]),
        ("identifiant clicsécur: mtl77", ["mtl77"]),
    ],
)
def test_a_credential_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "security question page again",
        "@user Is PolitiFact right",
        "error code 0x80044",
        "le code postal",
        "my account svp",
        "code rouge",
        "my password is wrong",
        "mot de passe oublié",
        "the login page is broken",
        "password reset does not work",
        "mon identifiant est bloqué",
        "the PIN pad",
        "password ...",
        "mot de passe : ?!",
    ],
)
def test_what_only_resembles_a_credential_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
