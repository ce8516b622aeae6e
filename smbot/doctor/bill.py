"""The bill of materials: every installed package that smbot needs, as CycloneDX 1.6; made without a network.

What is installed is compared with the lock file, and each file of each package with the digest that its installer wrote
down: a package that was exchanged or changed since is told.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from packaging.markers import Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from smbot.core.messages import Message, msg

CYCLONEDX: Final = "1.6"
_LOCKED = re.compile(
    r"^([A-Za-z0-9._-]+)==(\S+)(?: *; *([^\\\n]+?))?((?: *\\\n *--hash=sha256:[0-9a-f]{64})+)", re.MULTILINE
)


@dataclass(frozen=True, kw_only=True)
class Package:
    """An installed package; `needs` are those that it asks for and that are installed too."""

    name: str
    version: str
    license: str
    summary: str
    needs: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Return its address among all packages (package-url)."""
        return f"pkg:pypi/{self.name}@{self.version}"


@dataclass(frozen=True, kw_only=True)
class Locked:
    """A line of the lock file."""

    version: str
    sha256: tuple[str, ...]


def read_lock(text: str) -> dict[str, Locked]:
    """Return the packages of a lock file with hashes that are meant for this Python, by name."""
    return {
        canonicalize_name(name): Locked(version=version, sha256=tuple(re.findall(r"sha256:([0-9a-f]{64})", hashes)))
        for name, version, marker, hashes in _LOCKED.findall(text)
        if not marker or Marker(marker).evaluate()
    }


def installed(root: str = "smbot", extras: Sequence[str] = ()) -> list[Package]:
    """Return `root` and every package that it needs, directly or not, that is installed; in order of names."""
    found: dict[str, Package] = {}
    waiting = [(root, frozenset(extras))]
    seen = set()
    while waiting:
        asked, wanted = waiting.pop()
        name = canonicalize_name(asked)
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # an optional one
        needs = list(_needs(package, wanted))
        waiting += needs
        before = found[name].needs if name in found else ()
        found[name] = _described(package, name, {*before, *(canonicalize_name(needed) for needed, _ in needs)})
    there = {
        name: Package(**{**vars(each), "needs": tuple(need for need in each.needs if need in found)})
        for name, each in found.items()
    }
    return [there[name] for name in sorted(there)]


def _needs(package: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in package.requires or ():
        try:
            asked = Requirement(line)
        except InvalidRequirement:
            continue
        if asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield asked.name, frozenset(asked.extras)


def _described(package: Distribution, name: str, needs: Iterable[str]) -> Package:
    told = package.metadata

    def field(wanted: str) -> str:
        return str((told.get_all(wanted) or [""])[0]).strip()

    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")]
    written = field("License")
    return Package(
        name=name,
        version=package.version,
        license=field("License-Expression") or ("" if len(written) > 100 else written) or ", ".join(classified),
        summary=field("Summary"),
        needs=tuple(sorted(needs)),
        changed=tuple(_changed(package)),
    )


def _changed(package: Distribution) -> Iterator[str]:
    """Yield the files that are gone or differ from the digest that the installer wrote down."""
    for file in package.files or ():
        if file.hash is None or file.hash.mode != "sha256":
            continue
        try:
            content = file.read_binary()
        except OSError:
            yield str(file)
            continue
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        if digest != file.hash.value:
            yield str(file)


def problems(packages: Sequence[Package], lock: Mapping[str, Locked]) -> Iterator[Message]:
    """Yield what differs from the lock, and what was changed since it was installed."""
    for package in packages:
        if package.changed:
            yield msg(
                "{package}: {count} files differ from what was installed, {file} among them.",
                package=package.name,
                count=len(package.changed),
                file=package.changed[0],
            )
        if not lock or package.name == "smbot":
            continue
        locked = lock.get(package.name)
        if locked is None:
            yield msg("{package} is not in the lock file.", package=package.name)
        elif locked.version != package.version:
            yield msg(
                "{package} has version {version}; the lock file says {locked}.",
                package=package.name,
                version=package.version,
                locked=locked.version,
            )


def bill(packages: Sequence[Package], lock: Mapping[str, Locked]) -> dict[str, object]:
    """Return the bill of materials. The same packages give the same bill, to the last byte."""
    root = next(package for package in packages if package.name == "smbot")
    return {
        "$schema": f"http://cyclonedx.org/schema/bom-{CYCLONEDX}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": CYCLONEDX,
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(package.purl for package in packages))}",
        "version": 1,
        "metadata": {"component": _component(root, None) | {"type": "application"}},
        "components": [_component(each, lock.get(each.name)) for each in packages if each is not root],
        "dependencies": [
            {
                "ref": package.purl,
                "dependsOn": [each.purl for each in packages if each.name in package.needs],
            }
            for package in packages
        ],
    }


def _component(package: Package, locked: Locked | None) -> dict[str, object]:
    told: dict[str, object] = {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
    }
    if package.summary:
        told["description"] = package.summary
    if package.license:
        told["licenses"] = [{"license": {"name": package.license}}]
    if locked is not None:
        # The lock names every file of a version, for each system: this system installed one of them.
        told["properties"] = [{"name": "smbot:locked-sha256", "value": value} for value in locked.sha256]
    return told
