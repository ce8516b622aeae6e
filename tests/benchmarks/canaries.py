"""Take posts full of personal values through the whole product; look for them in all it writes, in six encodings.

    python -m tests.benchmarks.canaries [--posts 10000] [--each 200] [--only FAILPOINT …]

Each post has a name, handle, telephone number, e-mail address, social insurance number, street address and ids of its
own, all invented. `--posts` go from a local X through collecting, masking, triage, drafting, approval and sending; the
desk's pages, commands, exports, the audit log, backups, logs and every file but the secrets and sealed bytes as they
are, are searched. Then, for each failpoint in the code, `--each` posts with a failure there, and the rest of the way
after it. Plain text, UTF-16, hexadecimal, base64 at each alignment, percent and HTML or JSON escapes are searched.
Prints one JSON object; ends with 1 where anything is found, or where the search itself misses what was planted.
"""

import argparse
import base64
import binascii
import html
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from web.conftest import Browser

from smbot import settings
from smbot.bootstrap import Application
from smbot.core import failpoints
from smbot.core.clock import SystemClock
from smbot.core.roles import Role
from smbot.demo.stage import approve_all, collect_all, send_all
from smbot.installation import NewMember, add_member
from smbot.logs import silence_libraries
from smbot.review.ports import Filter
from smbot.testing.x import XServer, XWorld
from smbot.web.app import create_app
from tests.installations import PASSWORD, write_installation
from tests.no_models import NoNames

ROOT = Path(__file__).parents[2]
AREAS = (204, 226, 236, 250, 289, 306, 343, 365, 403, 416, 418, 431, 437, 438, 450, 506, 514, 519, 548, 579, 581, 587,
         604, 613, 639, 647, 672, 705, 709, 778, 780, 782, 807, 819, 825, 867, 873, 879, 902, 905)  # fmt: skip
POSTS = (
    "@servicenord Hello, my name is {name} and nobody called me back at {phone} or {email}. Third complaint!",
    "@servicenord je m'appelle {name}, je demeure au {street}, mon NAS est {sin}, rappelez-moi au {phone}",
    "@servicenord you lost my form. Write to {email}, my SIN is {sin}. Signed, my name is {name}. I want my file.",
    "@servicenord urgent! My mother lives at {street}, call {phone} please, we wait for hours ({email})",
)
PAGES = ("/queue?tab=all", "/queue?tab=open", "/queue?tab=all&page=2", "/audit", "/system", "/health", "/labels",
         "/reputation", "/operations", "/compliance", "/docket", "/cases", "/help", "/account")  # fmt: skip
WAVE = 500
"""Posts that are written before smbot looks: X gives at most 800 mentions."""
ITEMS = 100
"""Posts whose own page is looked at."""
EXPORTS = ("mentions", "decisions", "docket", "events", "cases")
COMMANDS = (
    *(("queue", "list", "--json"), ("audit", "verify", "--json"), ("doctor", "--offline"), ("account", "list")),
    *(("case", "list"), ("access", "list"), ("report", "posts"), ("retention", "plan"), ("queue", "list")),
)
LEFT_OUT = ("secrets",)
SHAPES = re.compile(
    rb"zq[a-z]{5}|\d{4} wallaby|\(?\d{3}\)?[ .\-]?555[ .\-]?01\d\d|\d{3}[ \-]\d{3}[ \-]\d{3}|\d{15,20}", re.IGNORECASE
)
"""What a canary looks like; whether it is one is looked up."""
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){6,}")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{10,}")


def code(number: int) -> str:
    """Return seven letters that stand for a number."""
    letters = ""
    for _ in range(5):
        number, digit = divmod(number, 26)
        letters = chr(ord("a") + digit) + letters
    return f"zq{letters}"


def luhn(number: int) -> str:
    """Return nine digits with a right check digit, as social insurance numbers are, in threes."""
    digits = f"{100_000_00 + number * 7919 % 600_000_00:08d}"
    total = sum(sum(divmod(int(digit) * (2 if place % 2 else 1), 10)) for place, digit in enumerate(digits))
    whole = digits + str(-total % 10)
    return f"{whole[:3]} {whole[3:6]} {whole[6:]}"


@dataclass(kw_only=True)
class Planted:
    """What must be found nowhere."""

    values: set[bytes] = field(default_factory=set)

    def hide(self, *values: str) -> None:
        """Add values, as `key` tells them."""
        self.values |= {key(value.encode()) for value in values}


def key(found: bytes) -> bytes:
    """Return what a value is known by: its letters and digits."""
    return re.sub(rb"[^a-z0-9]", b"", found.lower())


def views(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a content as it is, and as it reads once decoded."""
    yield "plain", content
    if b"\0" in content:
        yield "utf-16", content.replace(b"\0", b"")
    if b"%" in content:
        yield "percent", urllib.parse.unquote_to_bytes(content)
    if b"&" in content or b"\\u" in content:
        text = re.sub(rb"\\u00([0-9a-fA-F]{2})", lambda m: bytes.fromhex(m[1].decode()), content)
        yield "escapes", html.unescape(text.decode("latin-1")).encode("latin-1", "replace")
    decoded = bytearray()
    for run in HEX.findall(content):
        decoded += bytes.fromhex(run.decode()) + b"\n"
        decoded += bytes.fromhex(run[1 : len(run) - 1].decode()) + b"\n"
    yield "hexadecimal", bytes(decoded)
    decoded.clear()
    for run in BASE64.findall(content):
        usual = run.translate(bytes.maketrans(b"-_", b"+/"))
        for shift in range(4):
            part = usual[shift:]
            part = part[: len(part) // 4 * 4]
            try:
                decoded += binascii.a2b_base64(part) + b"\n"
            except binascii.Error:
                continue
    yield "base64", bytes(decoded)


def search(content: bytes, planted: Planted) -> Counter[str]:
    """Count what is found, by encoding."""
    found: Counter[str] = Counter()
    for name, view in views(content):
        found[name] += sum(key(hit) in planted.values for hit in SHAPES.findall(view))
    return +found


def works(planted: Planted, value: str) -> list[str]:
    """Return the encodings in which the search does not find a planted value."""
    plain = value.encode()
    written = {
        "plain": plain,
        "utf-16": value.encode("utf-16-le"),
        "hexadecimal": b"x" + plain.hex().encode() + b"x",
        "base64": b" ".join(base64.b64encode(b"\1" * shift + plain) for shift in range(3)),
        "percent": "".join(f"%{byte:02X}" for byte in plain).encode(),
        "escapes": "".join(f"&#{byte};" for byte in plain).encode(),
    }
    return [name for name, content in written.items() if not search(b"before " + content + b" after", planted)]


def write_posts(world: XWorld, numbers: range, planted: Planted) -> None:
    """Let people write on a local X, each an author with values of their own."""
    for number in numbers:
        name = code(number)
        values = {
            "name": f"{name.capitalize()} Quackenbusch",
            "phone": f"{AREAS[number % len(AREAS)]} 555-01{number // len(AREAS) % 100:02d}",
            "email": f"{name}.quack@example.org",
            "sin": luhn(number),
            "street": f"{1000 + number % 9000} Wallaby Crescent",
        }
        handle = f"{name}_k"
        author = world.add_user(handle, values["name"])
        post = world.post(handle, POSTS[number % len(POSTS)].format(**values))
        street = values["street"].removesuffix(" Crescent")
        planted.hide(name, values["phone"], values["sin"], street, author, post)


def spare_examples(folder: Path, planted: Planted) -> None:
    """Take back what an installation holds before anybody wrote: telephone numbers in the examples of playbooks."""
    for path in folder.rglob("*"):
        if path.is_file():
            planted.values -= {key(hit) for hit in SHAPES.findall(path.read_bytes())}


def unhurried(config: Path) -> Path:
    """Let an installation read and answer as much as there is: no cap of a minute or a month, large pages."""
    text = config.read_text("utf-8").replace("page_size = 10", "page_size = 100")
    text = text.replace("undo_seconds = 0", "undo_seconds = 0\nmost_per_minute = 10000")
    config.write_text(text.replace("monthly_budget_usd = 1000", "monthly_budget_usd = 100000"), "utf-8")
    return config


def work(config: str, plan: str, output: str) -> None:
    """Take every post all the way, or up to a failure, in a process that exits with 2 where it did not come by it."""
    with Path(output).open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    silence_libraries()
    os.environ[failpoints.VARIABLE] = plan
    application = Application(settings.load(Path(config)))
    with application.store.read() as tx:
        bob = next(member for member in tx.members() if member.name == "bob")
    collect_all(application)
    application.pipeline(NoNames()).run_dry()
    approve_all(application, bob)
    send_all(application)
    application.close()
    if plan and not any(vars(failpoints)["_visits"].values()):
        os._exit(2)


def run(config: Path, plan: str, output: Path) -> int:
    """Work in a process of its own; return how it ended."""
    child = multiprocessing.get_context("forkserver").Process(target=work, args=(str(config), plan, str(output)))
    child.start()
    child.join()
    return child.exitcode or 0


def searched(folder: Path, planted: Planted) -> dict[str, dict[str, int]]:
    """Search every file below a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not set(inside.parts) & set(LEFT_OUT) and (hits := search(path.read_bytes(), planted)):
            found[str(inside)] = dict(hits)
    return found


def pages_of(application: Application) -> Iterator[bytes]:
    """Yield the bodies and headers of the desk's pages, as approver, officer and administrator."""
    app = create_app(application)
    with application.store.read() as tx:
        items = [item.id for item in tx.items(Filter(), limit=ITEMS, offset=0)]
    for name in ("bob", "olga", "adam"):
        browser = Browser(app)
        browser.sign_in(name, PASSWORD)
        for path in (*PAGES, *(f"/items/{item}" for item in items)):
            answer = browser.get(path)
            yield json.dumps([answer.status_code, dict(answer.headers)]).encode() + answer.content


def shown(site: Path, config: Path, planted: Planted) -> dict[str, dict[str, int]]:
    """Ask for pages, commands and exports of an installation, and search all of it."""
    found: dict[str, dict[str, int]] = {}
    application = Application(settings.load(config))
    for name, role in (("olga", Role.COMPLIANCE), ("adam", Role.ADMINISTRATOR)):
        add_member(
            application, NewMember(name=name, password=PASSWORD, roles=frozenset({role}), language="en"), by="test"
        )
    for body in pages_of(application):
        if hits := search(body, planted):
            found["pages"] = dict(Counter(found.get("pages", {})) + hits)
    application.close()
    told = site / "told"
    told.mkdir()
    asked = [*COMMANDS, ("audit", "export", str(told / "log.jsonl")), ("audit", "proof", "1", str(told / "proof.json"))]
    asked += [("export", kind, str(told / f"{kind}.zip"), "--from", "2020-01-01") for kind in EXPORTS]
    for command in asked:
        run_it = [sys.executable, "-m", "smbot.cli.main", *command]
        member = "olga" if command[0] in {"audit", "export", "access", "retention"} else "bob"
        environment = os.environ | {"SMBOT_CONFIG": str(config), "SMBOT_MEMBER": member, "TMPDIR": str(told)}
        done = subprocess.run(run_it, env=environment, capture_output=True, check=False)
        if hits := search(done.stdout + done.stderr, planted):
            found["smbot " + " ".join(command[:2])] = dict(hits)
    return found


def places() -> list[str]:
    """Return the names of all failpoints in the code."""
    names = {
        name
        for path in (ROOT / "smbot").rglob("*.py")
        for name in re.findall(r'failpoint\(\s*"([a-z.-]+)"', path.read_text("utf-8"))
    }
    return sorted(names | {"send.keeping-sent", "triage.before-commit", "draft.before-commit"})


def all_the_way(posts: int) -> dict[str, object]:
    """Take posts through everything, look at everything."""
    planted = Planted()
    world = XWorld(SystemClock())
    with tempfile.TemporaryDirectory() as temporary, XServer(world) as server:
        folder = Path(temporary)
        config = unhurried(write_installation(folder / "site", world, server))
        fresh = shutil.copytree(folder / "site", folder / "fresh")
        ends = Counter[int]()
        for first in range(0, posts, WAVE):
            write_posts(world, range(first, min(first + WAVE, posts)), planted)
            ends[run(config, "", folder / "output")] += 1
            print(f"{min(first + WAVE, posts)} posts", file=sys.stderr, flush=True)
        spare_examples(fresh, planted)
        found = shown(folder / "site", config, planted)
        # X itself puts before a reply whom it answers.
        left = "\n".join(re.sub(r"^(@\w+ )+", "", reply.text) for reply in world.replies_of("servicenord")).encode()
        if hits := search(left, planted):
            found["what reached the platform"] = dict(hits)
        found |= searched(folder, planted)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        replies = len(world.replies_of("servicenord"))
    return {
        "posts": posts,
        "ended with": dict(ends),
        "replies that left": replies,
        "megabytes searched": round(size / 1e6, 1),
        "the search misses": works(planted, code(0)) + works(planted, "204 555-0100"),
        "found": found,
    }


def with_a_failure(place: str, first: int, each: int) -> tuple[bool, dict[str, dict[str, int]]]:
    """Let one place fail, then go on; return whether it was reached, and what was found."""
    planted = Planted()
    world = XWorld(SystemClock())
    write_posts(world, range(first, first + each), planted)
    with tempfile.TemporaryDirectory() as temporary, XServer(world) as server:
        folder = Path(temporary)
        config = unhurried(write_installation(folder / "site", world, server))
        spare_examples(folder, planted)
        reached = run(config, f"{place}=raise", folder / "output") != 2
        found = searched(folder, planted)
        if reached:
            run(config, "", folder / "output")
            found |= searched(folder, planted)
    return reached, found


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--each", type=int, default=200, metavar="POSTS")
    parser.add_argument("--only", nargs="+", default=None, metavar="FAILPOINT")
    arguments = parser.parse_args()
    whole = all_the_way(arguments.posts)
    print(json.dumps(whole), file=sys.stderr, flush=True)
    found: dict[str, dict[str, dict[str, int]]] = {}
    not_reached = []
    chosen = places() if arguments.only is None else arguments.only
    for number, place in enumerate(chosen if arguments.each else []):
        reached, hits = with_a_failure(place, number * arguments.each, arguments.each)
        if not reached:
            not_reached.append(place)
        if hits:
            found[place] = hits
        print(f"{place}: {'reached' if reached else 'not on this way'}, {len(hits)} found", file=sys.stderr, flush=True)
    print(
        json.dumps(
            {
                "all the way": whole,
                "failpoints": len(chosen),
                "posts at each": arguments.each,
                "failpoints that are not on this way": not_reached,
                "found after a failure": found,
            },
            indent=2,
        )
    )
    return 1 if whole["found"] or whole["the search misses"] or found else 0


if __name__ == "__main__":
    sys.exit(main())
