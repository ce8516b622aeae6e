"""Who the organisation's sign-in service says has come: names, roles and domains read from its claims. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import category

from smbot.core.errors import NotAllowed
from smbot.core.messages import LANGUAGES, msg
from smbot.core.roles import Role
from smbot.members.names import LONGEST_NAME, MARKS

LONGEST_SUBJECT = 255
"""OpenID Connect Core 1.0, section 2: a subject has at most 255 ASCII characters."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """An account of the sign-in service. `issuer` and `subject` together are it; the rest is what it said this time.

    `roles` is None where no claim gives any: then an administrator does.
    """

    issuer: str
    subject: str
    name: str = ""
    language: str = ""
    roles: frozenset[Role] | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimRules:
    """What is read from claims: the claim of groups, which of them give which roles, and whose addresses may come."""

    roles_claim: str = "groups"
    roles: Mapping[str, tuple[Role, ...]]
    domains: tuple[str, ...] = ()


def identity_of(claims: Mapping[str, object], rules: ClaimRules) -> Identity:
    """Return who has come by checked claims of an ID token.

    Raises:
        NotAllowed: The address is of a domain that may not come, or nobody checked that it is theirs.
    """
    subject = str(claims["sub"])
    if not subject.strip() or len(subject) > LONGEST_SUBJECT:
        raise NotAllowed(msg("The sign-in service named nobody."))
    if rules.domains and _domain(claims) not in {each.casefold() for each in rules.domains}:
        raise NotAllowed(
            msg("Your account of the sign-in service is not of a domain that may sign in here."),
            mend=msg("Use your account of this organisation."),
        )
    return Identity(
        issuer=str(claims["iss"]),
        subject=subject,
        name=_name(claims),
        language=_language(claims),
        roles=_roles(claims, rules) if rules.roles else None,
    )


def _roles(claims: Mapping[str, object], rules: ClaimRules) -> frozenset[Role]:
    """Return the roles of every group that is named; nothing is guessed from what has another form."""
    told = claims.get(rules.roles_claim)
    groups = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    return frozenset(role for group in groups if isinstance(group, str) for role in rules.roles.get(group, ()))


def _domain(claims: Mapping[str, object]) -> str:
    address = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(address, str):
        return ""
    return address.rpartition("@")[2].casefold()


def _name(claims: Mapping[str, object]) -> str:
    """Return a name that the team may show: characters that names do not have are left out."""
    for claim in ("name", "preferred_username", "email"):
        told = claims.get(claim)
        if isinstance(told, str) and told.strip():
            kept = "".join(c if c in MARKS or category(c)[0] in "LMN" else " " for c in told)
            return " ".join(kept.split())[:LONGEST_NAME].strip()
    return ""


def _language(claims: Mapping[str, object]) -> str:
    told = claims.get("locale")
    spoken = told.replace("_", "-").partition("-")[0].lower() if isinstance(told, str) else ""
    return spoken if spoken in LANGUAGES else ""
