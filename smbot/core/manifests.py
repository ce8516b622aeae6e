"""The manifest of files that are handed out together: length and SHA-256 of each, in one file whose digest is kept."""

import hashlib
import json
from collections.abc import Mapping

MANIFEST_FILE = "manifest.json"


def with_manifest(made: Mapping[str, bytes], form: str) -> dict[str, bytes]:
    """Return the files by name with the manifest as the last; `form` names what kind of files they are."""
    listed = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in made.items()
    ]
    told = json.dumps({"format": form, "files": listed}, ensure_ascii=False, indent=2) + "\n"
    return {**made, MANIFEST_FILE: told.encode()}


def manifest_digest(made: Mapping[str, bytes]) -> str:
    """Return what the audit log keeps of such files: the SHA-256 of their manifest."""
    return hashlib.sha256(made[MANIFEST_FILE]).hexdigest()
