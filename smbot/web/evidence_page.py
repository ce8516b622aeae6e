"""The evidence of one entry as a page: self-contained, without scripts, for reading, printing and screen readers.

Times are those of the organisation's zone, with what they differ from UTC. What machines read, and every detail of
every record, is in the bundle's other files.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Final

from smbot.access.bundle import DATA_FILE, EVENTS_FILE, Evidence
from smbot.access.docket import DocketStep, questions
from smbot.access.exhibit import Exhibit, MaskedText, is_decision
from smbot.access.names import Element, Jurisdiction
from smbot.access.ports import AuditLine
from smbot.access.standings import Standing
from smbot.access.words import ACTIONS, DISCLAIMER, ELEMENTS, JURISDICTIONS, KINDS, STATES, WORDS, due_line, law_line
from smbot.core.messages import Message, msg, say
from smbot.core.moments import exact
from smbot.core.spans import Mask
from smbot.core.words import account_name, label_name
from smbot.review.exports import ExportKind
from smbot.web.export_words import Titles, shown
from smbot.web.mask_words import named
from smbot.web.words import actor_name, mask_name

STYLE: Final = """
:root{color-scheme:light}
body{margin:0 auto;max-width:60rem;padding:1.5rem;background:#fff;color:#1b1b1b;
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
h1{font-size:1.6rem;line-height:1.25}h2{margin-top:2.5rem;border-bottom:2px solid #26374a;font-size:1.25rem}
h3{font-size:1.05rem}
dl{display:grid;grid-template-columns:minmax(10rem,16rem) minmax(0,1fr);gap:.25rem 1.5rem}
dt{font-weight:600}dd{margin:0}h1,h3,p,dd{overflow-wrap:anywhere}
blockquote{margin:1rem 0;padding:.75rem 1rem;border-left:.3rem solid #26374a;background:#f5f5f5;
white-space:pre-wrap;overflow-wrap:anywhere}
mark{padding:0 .2em;border:1px solid #1b1b1b;background:#fff2b8;color:#1b1b1b}
.wide{overflow-x:auto}table{width:100%;min-width:44rem;border-collapse:collapse;font-size:.9rem}
caption{padding:.5rem 0;text-align:left;font-weight:600}
th,td{padding:.35rem .6rem;border:1px solid #767676;text-align:left;vertical-align:top}
th{background:#eef1f5}code{font-size:.85em}dd code,td:last-child{overflow-wrap:anywhere}
@media (max-width:40rem){dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:.5rem}}
@media print{body{max-width:none;padding:0;font-size:10pt}h2{break-after:avoid}tr,blockquote{break-inside:avoid}
.wide{overflow:visible}table{min-width:0}}
"""


VERSIONS: Final = {
    "classifier": msg("model and rules"),
    "playbook_version": msg("version of the playbook"),
}
"""The details of decisions that say by which version."""


def page(evidence: Evidence, language: str, titles: Titles) -> str:
    """Return the page in `language`; `titles` tells what playbooks are called."""
    return _Page(evidence, language, titles).whole()


class _Page:
    def __init__(self, evidence: Evidence, language: str, titles: Titles) -> None:
        self._evidence = evidence
        self._language = language
        self._titles = titles

    def whole(self) -> str:
        evidence = self._evidence
        standing, exhibits, events = evidence.standing, evidence.exhibits, evidence.events
        entry = standing.entry
        title = self._say(msg("Evidence of the possible access request {id}", id=entry.id))
        by = msg(
            "Made on {at} by {name}, with smbot {version}.",
            at=self._moment(evidence.made_at),
            name=evidence.made_by,
            version=evidence.version,
        )
        head = evidence.head
        log = msg("The audit log held {size} records then; its root was {root}.", size=head.size, root=head.root)
        zone = msg("Times are those of {zone}, each with its difference from UTC.", zone=evidence.zone.key)
        files = msg("Every detail of each record stands in {data} and {events}.", data=DATA_FILE, events=EVENTS_FILE)
        body = [
            f"<header><h1>{title}</h1><p>{self._say(by)} {self._say(zone)}</p><p>{self._say(DISCLAIMER)}</p></header>",
            "<main>",
            *self._entry(standing),
            self._heading(msg("Posts")),
            *(part for number, exhibit in enumerate(exhibits, 1) for part in self._exhibit(number, exhibit)),
            self._heading(msg("What was done")),
            self._steps(entry.steps),
            self._questions(standing),
            self._heading(msg("Decisions")),
            self._decisions(events),
            self._heading(msg("Audit log")),
            f"<p>{self._say(log)} {self._say(files)}</p>",
            self._events(events),
            "</main>",
        ]
        return (
            f'<!doctype html>\n<html lang="{self._language}-CA"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="robots" content="noindex">'
            f"<title>{title}</title><style>{STYLE}</style></head><body>\n" + "\n".join(body) + "\n</body></html>\n"
        )

    def _entry(self, standing: Standing) -> Iterable[str]:
        entry, clock = standing.entry, standing.clock
        facts: list[tuple[Message, str]] = [
            (msg("State"), self._say(STATES[entry.state])),
            (msg("Posted (the earliest receipt)"), self._moment(entry.received_at)),
            (msg("Collected by smbot"), self._moment(entry.collected_at)),
            (msg("Jurisdiction"), self._say(JURISDICTIONS[entry.jurisdiction])),
            (msg("It asks for"), self._say(KINDS[entry.kind])),
        ]
        if clock.law is not None:
            law = clock.law
            facts.append((msg("Law"), self._say(law_line(law, self._language))))
            facts += [(msg("Source"), f'<span lang="en">{escape(law.source)}</span>')] if law.source else []
            facts += [(msg("Regulator"), escape(law.regulator.said(self._language)))] if law.regulator else []
        facts.append((msg("Answer"), self._say(due_line(clock))))
        if clock.by_law is not None and clock.by_law != clock.due:
            facts.append((msg("Due without extensions and pauses"), clock.by_law.isoformat()))
        if entry.case:
            facts.append((msg("Case in which the author said who they are"), escape(entry.case)))
        yield self._heading(msg("The entry"))
        yield self._facts(facts)

    def _exhibit(self, number: int, exhibit: Exhibit) -> Iterable[str]:
        yield f"<h3>{self._say(msg('Post {number}', number=number))}</h3>"
        labels = ", ".join(self._say(label_name(label)) for label in exhibit.labels)
        facts: list[tuple[Message, str]] = [
            (msg("Reference"), f"<code>{escape(exhibit.mention)}</code>"),
            (msg("Platform"), escape(account_name(exhibit.account))),
            (msg("Posted"), self._moment(exhibit.posted_at)),
            (msg("Collected by smbot"), self._moment(exhibit.collected_at)),
            (msg("Labels"), labels),
            (msg("Labelled by"), f"<code>{escape(exhibit.classifier)}</code>"),
        ]
        if exhibit.playbook:
            title = escape(self._titles(exhibit.playbook, self._language))
            facts.append((msg("Playbook"), f"{title} <code>{escape(exhibit.playbook_version)}</code>"))
        if exhibit.gone_at is not None:
            facts.append((msg("Gone from its platform since"), self._moment(exhibit.gone_at)))
        yield self._facts(facts)
        language = escape(exhibit.language, quote=True)
        for text in (*([exhibit.text] if exhibit.text else []), *exhibit.parts):
            yield f'<blockquote lang="{language}">{self._masked(text)}</blockquote>'
        if exhibit.text is None:
            yield f"<p>{self._say(msg('Its text is not shown: it is withheld, or the post is gone.'))}</p>"
        for answer in exhibit.answers:
            told = msg(
                "Our answer, approved by {name} on {at}", name=answer.approved_by, at=self._moment(answer.approved_at)
            )
            yield f"<p>{self._say(told)}</p>"
            yield f'<blockquote lang="{escape(answer.language, quote=True)}">{self._named(answer.text)}</blockquote>'

    def _masked(self, text: MaskedText) -> str:
        """Return a text with true masks marked; what a poster typed like one is left as the text it is."""
        parts, at = [], 0
        for mask in text.masks:
            parts += [escape(text.text[at : mask.start]), self._mask(mask)]
            at = mask.end
        return "".join([*parts, escape(text.text[at:])])

    def _mask(self, mask: Mask) -> str:
        return f'<mark lang="{self._language}">{self._say(mask_name(mask))}</mark>'

    def _steps(self, steps: Sequence[DocketStep]) -> str:
        columns = (msg("When"), msg("Who"), msg("What"), msg("Details"), msg("Why"))
        rows = [
            (
                self._moment(step.at),
                self._who(step.by),
                self._say(ACTIONS[step.action]),
                self._detail(step),
                self._named(step.reason),
            )
            for step in steps
        ]
        return self._table(msg("Steps, oldest first"), columns, rows)

    def _detail(self, step: DocketStep) -> str:
        told = [self._say(WORDS[step.word])] if step.word in WORDS else []
        told += [step.day.isoformat()] if step.day else []
        told += [self._say(msg("days: {days}", days=step.days))] if step.days else []
        told += [self._say(JURISDICTIONS[Jurisdiction(step.jurisdiction)])] if step.jurisdiction else []
        told += [self._say(ELEMENTS[Element(element)]) for element in step.elements]
        return "; ".join(told)

    def _questions(self, standing: Standing) -> str:
        asked = questions(standing.entry)
        if not asked:
            return ""
        columns = (msg("Number"), msg("Asked"), msg("Who"), msg("About"), msg("Answered"))
        rows = [
            (
                str(one.number),
                self._moment(one.asked_at),
                self._who(one.asked_by),
                "; ".join([self._say(WORDS[one.where]), *(self._say(ELEMENTS[Element(e)]) for e in one.elements)]),
                self._moment(one.answered_at) if one.answered_at else "–",
            )
            for one in asked
        ]
        return self._table(msg("Duty to assist: what the author was asked"), columns, rows)

    def _decisions(self, events: Sequence[AuditLine]) -> str:
        columns = (msg("Record"), msg("When"), msg("Who"), msg("What"), msg("Details"))
        rows = [
            (str(line.seq), self._moment(line.at), self._who(line.actor), self._told("act", line), self._by_what(line))
            for line in events
            if is_decision(line)
        ]
        return self._table(msg("Decisions with the versions of model, rules and playbook, oldest first"), columns, rows)

    def _by_what(self, line: AuditLine) -> str:
        """Return the details of a decision in words, and by which versions it was made."""
        detail = json.loads(line.body)["detail"]
        colon = self._say(msg(":"))
        versions = (
            f"{self._say(name)}{colon} <code>{escape(str(detail[key]))}</code>"
            for key, name in VERSIONS.items()
            if detail.get(key)
        )
        return "; ".join(filter(None, (self._told("detail", line), *versions)))

    def _events(self, events: Sequence[AuditLine]) -> str:
        columns = (msg("Record"), msg("When"), msg("Who"), msg("What"), msg("Leaf hash (RFC 6962, SHA-256)"))
        rows = [
            (
                str(line.seq),
                self._moment(line.at),
                self._who(line.actor),
                self._told("act", line),
                f"<code>{escape(line.leaf)}</code>",
            )
            for line in events
        ]
        return self._table(msg("Every record about this entry and its posts"), columns, rows)

    def _told(self, column: str, line: AuditLine) -> str:
        """Return a column of a record as an export of the log tells it."""
        record = json.loads(line.body)
        row = {**record, "detail": json.dumps(record["detail"])}
        told = shown(ExportKind.EVENTS, column, row, self._language, zone=self._evidence.zone, titles=self._titles)
        return escape(told)

    def _who(self, actor: str) -> str:
        return self._say(actor_name(actor))

    def _named(self, text: str) -> str:
        """Return a masked text without ledger, its masks in the reader's words."""
        return escape(named(text, self._language))

    def _moment(self, at: datetime) -> str:
        return exact(at, self._evidence.zone)

    def _table(self, caption: Message, columns: Sequence[Message], rows: Iterable[Sequence[str]]) -> str:
        head = "".join(f'<th scope="col">{self._say(column)}</th>' for column in columns)
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        name = self._say(caption)
        # A table that is wider than the screen scrolls: by keyboard too.
        return (
            f'<div class="wide" role="region" tabindex="0" aria-label="{name}"><table><caption>{name}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _facts(self, facts: Iterable[tuple[Message, str]]) -> str:
        return "<dl>" + "".join(f"<dt>{self._say(name)}</dt><dd>{value}</dd>" for name, value in facts) + "</dl>"

    def _heading(self, title: Message) -> str:
        return f"<h2>{self._say(title)}</h2>"

    def _say(self, message: Message) -> str:
        return escape(say(message, self._language), quote=True)
