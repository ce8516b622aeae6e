"""What is never masked although it looks personal: published numbers, addresses, handles, public figures."""

import re
import unicodedata
from dataclasses import dataclass, field

from smbot.core.spans import Span

PUBLIC_HANDLES = frozenset(
    ["canrevagency", "agencerevcan", "servicecanada_e", "servicecanada_f", "citimmcanada", "citimmcanfr", "govcanhealth", "gouvcansante", "canada", "canadapostcorp", "postescanada", "canborder", "frontierescan", "gccanada", "hc_gc", "phac_gc", "sc_hc", "transportcanada", "transport_gc", "statcan_eng", "statcan_fra", "environmentca", "parkscanada", "parcscanada", "rcmpgrcpolice", "grcpolice", "csc_scc_en", "csc_scc_fr", "privacyprivee", "oic_ci_canada", "employersemployeurs", "esdc_gc", "edsc_gc", "finance_ca", "tbs_canada", "sct_canada", "hrsdc", "viarail", "via_rail", "bcferries", "translink", "icbc", "serviceontario", "ongov", "revenuquebec", "saaq", "ramq", "gouvqc", "sto_transport", "stm_mouvement", "stminfo", "ttc", "ttchelps", "oc_transpo", "octranspo"]
)
"""Handles of public bodies in Canada; an installation adds its own."""

_PUBLIC_HANDLE = re.compile(
    r"(?:gov|gouv)(?:can|qc|bc|of|t|ern)|(?:_gc|_gov|govt|gouv|_gc_ca)$|^(?:gov|gouv|ville|cityof|villede)_?[a-z]",
    re.IGNORECASE,
)
"""Handles that say that they are a government's."""

PUBLIC_FIGURES = frozenset(
    ["mark carney", "justin trudeau", "trudeau", "pierre poilievre", "poilievre", "françois legault", "legault", "doug ford", "david eby", "danielle smith", "wab kinew", "scott moe", "tim houston", "susan holt", "jagmeet singh", "yves-françois blanchet", "elizabeth may", "donald trump", "trump", "joe biden", "barack obama", "obama", "emmanuel macron", "macron", "stephen harper", "harper"]
)
"""Holders of public office, acting as such; an installation adds its own."""


def canonical(value: str) -> str:
    """Return `value` as letters and digits only, in lower case, without accents; telephone numbers without the 1."""
    folded = unicodedata.normalize("NFKD", value).casefold()
    plain = "".join(c for c in folded if c.isalnum())
    return plain[1:] if len(plain) == 11 and plain.isdigit() and plain[0] == "1" else plain


def _canonical_all(values: frozenset[str]) -> frozenset[str]:
    return frozenset(canonical(value) for value in values)


@dataclass(frozen=True, kw_only=True)
class AllowList:
    """The organisation's own published details, which stay readable.

    `values` are telephone numbers, e-mail addresses and street addresses; `domains` are e-mail domains of
    published mailboxes; `handles` and `names` add to the lists above.
    """

    values: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    _values: frozenset[str] = field(init=False, repr=False)
    _handles: frozenset[str] = field(init=False, repr=False)
    _names: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_values", _canonical_all(self.values))
        handles = self.handles | PUBLIC_HANDLES
        object.__setattr__(self, "_handles", frozenset(handle.lstrip("@").lower() for handle in handles))
        object.__setattr__(self, "_names", _canonical_all(self.names | PUBLIC_FIGURES))

    def allows(self, span: Span, value: str) -> bool:
        """Say whether what `span` found in the folded text is published or public."""
        if span.entity == "HANDLE":
            name = value.lstrip("@").lower()
            return name in self._handles or _PUBLIC_HANDLE.search(name.partition("@")[0]) is not None
        if span.entity == "PERSON":
            return canonical(value) in self._names
        if span.entity == "EMAIL_ADDRESS" and value.rpartition("@")[2].lower() in self.domains:
            return True
        return canonical(value) in self._values
