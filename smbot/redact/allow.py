"""What is never masked although it looks personal: published numbers, addresses, handles, public figures."""

import re
import unicodedata
from dataclasses import dataclass, field

from smbot.core.spans import Span
from smbot.normalise.words import phrase_set, word_set

PUBLIC_HANDLES = word_set("""
    agencerevcan bcferries canada canadapostcorp canborder canrevagency citimmcanada citimmcanfr
    csc_scc_en csc_scc_fr edsc_gc employersemployeurs environmentca esdc_gc finance_ca frontierescan
    gccanada gouvcansante gouvqc govcanhealth grcpolice hc_gc hrsdc icbc oc_transpo octranspo
    oic_ci_canada ongov parcscanada parkscanada phac_gc postescanada privacyprivee ramq rcmpgrcpolice
    revenuquebec saaq sc_hc sct_canada servicecanada_e servicecanada_f serviceontario statcan_eng
    statcan_fra stm_mouvement stminfo sto_transport tbs_canada translink transport_gc transportcanada
    ttc ttchelps via_rail viarail
""")
"""Handles of public bodies in Canada; an installation adds its own."""

_PUBLIC_HANDLE = re.compile(
    (
        r"(?:gov|gouv)(?:can|qc|bc|of|t|ern)|(?:_gc|_gov|govt|gouv|_gc_ca)$|^(?:gov|gouv|"
        r"ville|cityof|villede)_?[a-z]"
    ),
    re.IGNORECASE,
)
"""Handles that say that they are a government's."""

_BODY = (
    "transit|police|hydro|news|nouvelles|cbc|ctv|radio|tv|fm|press|presse|media|help|helps|helpdesk|aide|info|infos|service|"
    "services|support|health|sante|hospital|hopital|city|council|conseil|mairie|college|cegep|university|universite|library|"
    "biblio|ferries|metro|alerts|alertes|officiel|benefits|fire|pompiers|rcmp|grc|ems|union|syndicat|clinic|"
    "clinique|board|tribunal|311|911|211|511"
)
_BODYS_HANDLE = re.compile(
    r"^(?i:ville_?(?:de)?_?|city_?of_?|town_?of_?|county_?of_?|region_?of_?|municipalit[ey]_?|mrc_?|"
    r"hotel_?de_?ville)[A-Za-z]"
    r"|^(?i:police|hydro|radio|news|info|service|transit|cbc|ctv|mairie|hopital|hospital|cegep|college|biblio|"
    r"tribunal|regie|"
    r"revenu|revenue|ciusss|cisss|clsc|chu|metro|health|sante|office|registre)(?:_|(?=[A-Z\d])|(?i:de|of)(?=[A-Z_])|$)"
    rf"|(?:^|_)(?i:{_BODY})$|(?<=[a-z\d])(?:{'|'.join(word.capitalize() for word in _BODY.split('|'))}|CBC|TV|FM|RCMP)$"
    r"|[a-z]{3}(?i:transit|police|hydro|cbcnews)$"
    r"|(?:City|Ville|Police|Transit|Services?|Hydro|Health|Radio|News|Gov|Benefits|Passports?|Pensions?|Housing|Hopitaux|"
    r"Prestations|Help|Desk|Herald|Times|Gazette|Tax|Impots|Autobus|Buses|Care|Insurance)(?![a-z])(?=[A-Za-z_]{0,60}$)"
)
"""Handles with a word for what an organisation is or does, at their beginning or end or in capitals; digits at the end
are a person's."""

PUBLIC_FIGURES = phrase_set("""
    barack obama, danielle smith, david eby, donald trump, doug ford, elizabeth may, emmanuel macron,
    françois legault, harper, jagmeet singh, joe biden, justin trudeau, legault, macron, mark carney,
    obama, pierre poilievre, poilievre, scott moe, stephen harper, susan holt, tim houston, trudeau,
    trump, wab kinew, yves-françois blanchet
""")
"""Holders of public office, acting as such; an installation adds its own."""


PUBLIC_VALUES = frozenset({"H0H 0H0"})
"""Santa Claus's postal code (Canada Post)."""
MIN_OWN_HANDLE = 6
"""A shorter handle of the organisation's is part of too many people's handles."""


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
    _own: frozenset[str] = field(init=False, repr=False)
    _names: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_values", _canonical_all(self.values | PUBLIC_VALUES))
        own = frozenset(handle.lstrip("@").lower() for handle in self.handles)
        object.__setattr__(self, "_own", own)
        handles = self.handles | PUBLIC_HANDLES
        object.__setattr__(self, "_handles", frozenset(handle.lstrip("@").lower() for handle in handles))
        object.__setattr__(self, "_names", _canonical_all(self.names | PUBLIC_FIGURES))

    def allows(self, span: Span, value: str) -> bool:
        """Say whether what `span` found in the folded text is published or public."""
        if span.entity == "HANDLE":
            name = value.lstrip("@").lower()
            return (
                name in self._handles
                or self._resembles_own(name)
                or _PUBLIC_HANDLE.search(name.partition("@")[0]) is not None
                or _BODYS_HANDLE.search(value.lstrip("@").partition("@")[0]) is not None
            )
        if span.entity == "PERSON":
            return canonical(value) in self._names
        if span.entity == "EMAIL_ADDRESS" and value.rpartition("@")[2].lower() in self.domains:
            return True
        return canonical(value) in self._values

    def _resembles_own(self, name: str) -> bool:
        """Say whether a handle holds the organisation's: its other accounts, or impostors, which a reader must see."""
        return any(len(own) >= MIN_OWN_HANDLE and own in name for own in self._own)
