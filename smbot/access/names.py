"""The words of the docket that are stored and typed: states, acts, kinds, jurisdictions."""

from enum import StrEnum


class Jurisdiction(StrEnum):
    """Whose law counts: Canada, a province or a territory, by its postal code."""

    CA = "CA"
    AB = "AB"
    BC = "BC"
    MB = "MB"
    NB = "NB"
    NL = "NL"
    NS = "NS"
    NT = "NT"
    NU = "NU"
    ON = "ON"
    PE = "PE"
    QC = "QC"
    SK = "SK"
    YT = "YT"


class RequestKind(StrEnum):
    """What is asked for: records of the body, or one's own file and its correction."""

    GENERAL = "general"
    OWN_FILE = "own-file"


class Counting(StrEnum):
    """Which days count."""

    CALENDAR = "calendar"
    BUSINESS = "business"


class DocketState(StrEnum):
    """Where an entry stands."""

    POSSIBLE = "possible"
    CONFIRMED = "confirmed"
    ACKNOWLEDGED = "acknowledged"
    PASSED = "passed"
    CLOSED = "closed"
    NOT_A_REQUEST = "not-a-request"


class DocketAction(StrEnum):
    """What can be done with an entry. `OPEN` and `JOIN` are the machine's; a person may do either too."""

    OPEN = "open"
    JOIN = "join"
    CONFIRM = "confirm"
    REJECT = "reject"
    ACKNOWLEDGE = "acknowledge"
    PASS = "pass"  # noqa: S105 - passing to the coordinator
    CLOSE = "close"
    REOPEN = "reopen"
    ASK = "ask"
    ANSWER = "answer"
    EXTEND = "extend"
    PAUSE = "pause"
    RESUME = "resume"
    CHANGE = "change"
    EXPORT = "export"


class PauseKind(StrEnum):
    """Why a clock stands still."""

    CLARIFICATION = "clarification"
    FEE = "fee"
    OTHER = "other"


class Element(StrEnum):
    """What a body must know to find records; the words are those of triage's evidence."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"


class Where(StrEnum):
    """Where the author was asked."""

    PRIVATE = "private"
    PUBLIC = "public"


class Means(StrEnum):
    """How an entry reached the coordinator."""

    MAIL = "mail"
    WEBHOOK = "webhook"
    EXPORT = "export"
