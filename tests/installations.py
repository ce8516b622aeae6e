"""A whole installation in a temporary folder against a local X, for tests of the main job from end to end."""

import tomllib
from pathlib import Path

from smbot.installation import NewMember, install
from smbot.testing.x import XServer, XWorld

SECRETS = ("bearer_token", "consumer_key", "consumer_secret", "access_token", "access_token_secret")
PASSWORD = "correct horse battery"

CONFIGURATION = """
[organisation]
name = {{ en = "Northern Services", fr = "Services du Nord" }}
published = ["@servicenord"]
[sending]
mode = "live"
undo_seconds = 0
[web]
port = {port}
[log]
format = "json"
[platforms.x]
enabled = true
user_id = "{user_id}"
username = "servicenord"
api_url = "{url}"
poll_minutes = 1
timeout_seconds = 2
monthly_budget_usd = 1000
page_size = 10
"""


def write_installation(folder: Path, world: XWorld, server: XServer, *, port: int = 0) -> Path:
    """Write configuration, secrets, keys, database and two members; return the configuration's path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "config.toml"
    text = CONFIGURATION.format(port=port, user_id=world.us.id, url=server.url)
    tomllib.loads(text)
    file.write_text(text, "utf-8")
    (folder / "secrets").mkdir(mode=0o700)
    for name in SECRETS:
        path = folder / "secrets" / f"x.{name}"
        path.touch(mode=0o600)
        path.write_text(f"SECRET-{name}", "utf-8")
    application = install(folder, NewMember(name="bob", password=PASSWORD))
    application.close()
    return file
