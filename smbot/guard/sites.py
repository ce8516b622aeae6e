"""Tells whose site a link of a reply leads to: ours, a public body's, or anybody's."""

import re
from collections.abc import Iterable

from smbot.core.canon import fold

_HOST = re.compile(r"(?:^|[\s@/(])((?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,})(?![\w@.-]*@)")
_SAID_DOT = re.compile(r"\s*[\[({<]?\s*(?<![^\W_])(?:dot|point)(?![^\W_])\s*[\])}>]?\s*|\s*\.\s*")
_OF_PUBLIC_BODIES = re.compile(
    r"(?:^|\.)(?:gc\.ca|canada\.ca|gov\.[a-z]{2}\.ca|gouv\.qc\.ca|quebec\.ca|qc\.ca|ontario\.ca|alberta\.ca|manitoba\.ca|"
    r"saskatchewan\.ca|gnb\.ca|nbed\.nb\.ca|novascotia\.ca|princeedwardisland\.ca|yukon\.ca|revenuquebec\.ca|"
    r"service(?:ontario|bc|nb|canada)\.ca|snb\.ca|servicealberta\.ca|educaloi\.qc\.ca|"
    r"canadapost(?:-postescanada)?\.ca|postescanada\.ca|antifraudcentre-centreantifraude\.ca|banqueducanada\.ca|"
    r"bankofcanada\.ca|cbc\.ca|radio-canada\.ca|elections\.ca|elections[a-z]{2,10}\.ca|(?:211|311|511|811|988)[a-z]{0,10}\.ca|"
    r"(?:ville|city|town|mrc|municipalite|county|region)(?:of|de)?[a-z-]*\.(?:[a-z]{2}\.)?ca|[a-z.-]+\.example|ex[ae]mple\.[a-z]{2,3})$"
)
"""Where governments of Canada and what they run publish; an example is nobody's."""


def hosts_of(values: Iterable[str]) -> frozenset[str]:
    """Return the hosts of links and e-mail addresses among what the organisation publishes."""
    return frozenset(host for value in values for host in map(_bare, _HOST.findall(fold(value))))


def is_strangers(link: str, ours: frozenset[str]) -> bool:
    """Say whether a link leads neither to one of our hosts nor to a public body's; one that cannot be read does not."""
    host = _HOST.search(fold(link)) or _HOST.search(_SAID_DOT.sub(".", fold(link)))
    if host is None:
        return False
    name = _bare(host[1])
    return not (any(name == own or name.endswith(f".{own}") for own in ours) or _OF_PUBLIC_BODIES.search(name))


def _bare(host: str) -> str:
    return host.removeprefix("www.")
