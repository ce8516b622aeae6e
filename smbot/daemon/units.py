"""`smbot init --systemd`: hardened units, one for each role, an example of a TLS proxy, and log rotation."""

import grp
import pwd
import sys
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from smbot import __version__
from smbot.access.webhook import SECRETS as ACCESS_SECRETS
from smbot.bootstrap import Application
from smbot.bootstrap.cases import PAGERS
from smbot.core.errors import ConfigurationError
from smbot.core.hosts import LOOPBACK
from smbot.core.messages import msg
from smbot.core.postgresql import database_of
from smbot.daemon.parts import KEYS, Part
from smbot.notify.recipients import SECRETS as NOTIFICATION_SECRETS
from smbot.vault.keys import AUDIT_PUBLIC, PAIRS
from smbot.vault.keys import SECRETS as KEY_SECRETS
from smbot.vault.rotation import OLD
from smbot.verification import outside

MEANING: Mapping[Part, str] = {
    Part.COLLECT: "reads the platforms",
    Part.WORK: "masks, labels and drafts",
    Part.DISPATCH: "sends replies and notifications",
    Part.DESK: "serves the team's pages",
    Part.WEBHOOKS: "receives what platforms deliver",
    Part.CITIZEN: "serves the secure page for people who have a case code",
}
CLIENT_SECRET = "oidc.client_secret"  # noqa: S105 - the name of a secret
"""What the organisation's sign-in service knows the desk by."""
OUTWARD = frozenset({Part.COLLECT, Part.DISPATCH})
"""Roles that call others; of the rest some are called by a proxy, and one needs no network."""
READS_CHECKPOINTS = frozenset({Part.WORK, Part.DESK})
"""Roles that read the checkpoints of the audit log, which lie beside the keys; the first writes them."""
KEEPS_KEYS = frozenset({Part.COLLECT, Part.WORK, Part.DISPATCH, Part.DESK, Part.CITIZEN})
"""Roles that store, read or shred the keys of sealed originals or of what is said in private."""


def write_units(application: Application, folder: Path) -> list[Path]:
    """Write everything into `folder` and return the files; what an earlier run wrote is replaced.

    Raises:
        ConfigurationError: The folder cannot be written.
    """
    files = {f"smbot-{part}.service": _service(application, part) for part in Part}
    wanted = [part for part in Part if _is_served(application, part)]
    services = " ".join(f"smbot-{part}.service" for part in wanted)
    files["smbot.target"] = _fill("smbot.target", {"VERSION": __version__, "SERVICES": services})
    files["journald@smbot.conf"] = _fill("journald@smbot.conf", {})
    for example in ("Caddyfile.example", "nginx.conf.example"):
        files[example] = _fill(example, _sites(application))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise ConfigurationError(
            msg("The units cannot be written ({error}).", error=type(error).__name__),
            where=str(folder),
            mend=msg("Name a folder that is yours; an administrator copies them to /etc/systemd/system."),
        ) from None
    return [folder / name for name in files]


def _is_served(application: Application, part: Part) -> bool:
    """Say whether a role has something to do here."""
    settings = application.settings
    if part == Part.WEBHOOKS:
        return bool(settings.webhooks.public_url)
    return part != Part.CITIZEN or settings.citizen.authority is not None


def _service(application: Application, part: Part) -> str:
    configuration = application.configuration
    folder = configuration.file.parent.resolve()
    data = configuration.database.parent.resolve()
    keys = application.key_folder.resolve()
    owner = folder.stat()
    anchors = outside(application)
    signs = [keys, *([anchors.resolve()] if anchors is not None else [])]
    writable = [data, *(signs if part == Part.WORK else [])]
    program = Path(sys.executable)
    calls = part in OUTWARD or not _database_hosts(application) <= LOOPBACK
    at_home = any(Path(path).parts[1:2] in {("home",), ("root",)} for path in (folder, data, keys, program))
    return _fill(
        "smbot-role.service",
        {
            "VERSION": __version__,
            "ROLE": part.value,
            "MEANING": MEANING[part],
            "ORDER": "Wants=network-online.target\nAfter=network-online.target" if calls else "",
            "USER": _user(owner.st_uid),
            "GROUP": _group(owner.st_gid),
            "FOLDER": str(folder),
            "CONFIG": str(configuration.file.resolve()),
            "PROGRAM": f"{program} -m smbot.cli.main",
            "CREDENTIALS": "\n".join(f"LoadCredential={line}" for line in _credentials(application, part)),
            "HIDDEN": "\n".join(f"InaccessiblePaths={path}" for path in _hidden(application, part)),
            "HOME": "read-only" if at_home else "yes",
            "WRITABLE": " ".join(map(str, writable)),
            "NETWORK": _network(application, part),
        },
    ).replace("\n\n\n", "\n\n")


def _credentials(application: Application, part: Part) -> Iterator[str]:
    keys = application.key_folder.resolve()
    for name in KEYS[part]:
        yield f"smbot.{name}:{keys / name}"
    secrets = application.configuration.folder(application.settings.secrets.folder).resolve()
    for name in secrets_of(application, part):
        if (secrets / name).is_file():  # a credential that is not there would stop the unit
            yield f"{name}:{secrets / name}"


def secrets_of(application: Application, part: Part) -> list[str]:
    """Return the names of the secrets that a part may need, whether they are there or not."""
    names: list[str] = []
    if application.on_postgresql:
        names += ["storage.password", *(["storage.key_password"] if part in KEEPS_KEYS else [])]
    for platform, connected in application.platforms.items():
        found: tuple[str, ...] = ()
        if part in OUTWARD:
            found = connected.adapter.secret_names
        elif part in {Part.WORK, Part.WEBHOOKS}:
            asked = _Asked(dict.fromkeys(connected.adapter.secret_names, "asked"))
            connected.adapter.webhook(connected.settings, asked, application.clock)
            found = tuple(name for name in connected.adapter.secret_names if name in asked.names)
        names += [f"{platform}.{name}" for name in found]
    if part == Part.DESK and application.settings.sign_in.oidc.issuer:
        names.append(CLIENT_SECRET)
    if part == Part.DISPATCH:
        names += [f"{table}.{name}" for table, secrets in NOTIFICATION_SECRETS.items() for name in secrets]
        names += [f"{table}.{name}" for table, secrets in ACCESS_SECRETS.items() for name in secrets]
        names.append("handoff.webhook_key")
        names += [f"{PAGERS}.{each.target}" for each in application.settings.cases.on_call if each.target]
    return names


class _Asked(Mapping[str, str]):
    """Secrets that remember which of them were asked for: those are what a platform's webhook needs."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        value = self._values[name]
        self.names.add(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _hidden(application: Application, part: Part) -> Iterator[str]:
    keys = application.key_folder.resolve()
    if part in READS_CHECKPOINTS:
        # The folder holds the log's checkpoints too: what is hidden is each key.
        files = [*(f"{n}.{half}" for n in PAIRS for half in ("key", "pub")), *(f"{n}.key" for n in KEY_SECRETS)]
        for name in (*files, AUDIT_PUBLIC):
            yield f"-{keys / name}"
        yield f"-{keys / OLD}"
    else:
        yield str(keys)
    yield str(application.configuration.folder(application.settings.secrets.folder).resolve())
    if part not in KEEPS_KEYS:
        yield f"-{application.configuration.key_database.resolve()}"


def _network(application: Application, part: Part) -> str:
    if part in OUTWARD:
        return "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX"
    databases = _database_hosts(application)
    if part == Part.WORK and not databases:
        return "PrivateNetwork=yes\nRestrictAddressFamilies=AF_UNIX\nIPAddressDeny=any"
    settings = application.settings
    hosts = {
        Part.WORK: set[str](),
        Part.DESK: {settings.web.host, settings.monitoring.host},
        Part.WEBHOOKS: {settings.webhooks.host},
        Part.CITIZEN: {settings.citizen.host},
    }[part]
    families = "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX"
    service = urlsplit(settings.sign_in.oidc.issuer).hostname if part == Part.DESK else None
    if service and service not in LOOPBACK:
        return (
            f"{families}\n"
            "# It asks the sign-in service at each sign-in: narrow this to its addresses and your proxy's.\n"
            "# IPAddressDeny=any\n# IPAddressAllow=localhost 10.0.0.0/8"
        )
    if not hosts <= LOOPBACK:
        return f"{families}\n# It listens to other machines: narrow this to your proxy's and monitor's addresses.\n" + (
            "# IPAddressDeny=any\n# IPAddressAllow=localhost 10.0.0.0/8"
        )
    if not databases <= LOOPBACK:
        return f"{families}\n# Its database lies on another machine: narrow this to that one's address.\n" + (
            "# IPAddressDeny=any\n# IPAddressAllow=localhost 10.0.0.0/8"
        )
    return f"{families}\nIPAddressDeny=any\nIPAddressAllow=localhost"


def _database_hosts(application: Application) -> set[str]:
    """Return the machines that PostgreSQL is reached on over a network, if it is."""
    storage = application.settings.storage
    named = [database_of(url).host for url in (storage.url, storage.key_url) if url]
    return {host for host in named if not host.startswith("/")}


def _sites(application: Application) -> dict[str, str]:
    web, webhooks, citizen = application.settings.web, application.settings.webhooks, application.settings.citizen
    return {
        "DESK": urlsplit(web.public_url).netloc or "desk.example.ca",
        "DESK_ADDRESS": f"{web.host}:{web.port}",
        "WEBHOOKS": urlsplit(webhooks.public_url).netloc or "webhooks.example.ca",
        "WEBHOOKS_ADDRESS": f"{webhooks.host}:{webhooks.port}",
        "CITIZEN": urlsplit(citizen.public_url).netloc or "private.example.ca",
        "CITIZEN_ADDRESS": f"{citizen.host}:{citizen.port}",
    }


def _fill(name: str, values: Mapping[str, str]) -> str:
    text = resources.files("smbot.daemon").joinpath("templates", name).read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _group(number: int) -> str:
    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)
