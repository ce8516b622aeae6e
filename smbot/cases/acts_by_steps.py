"""What a playbook's steps do with a case, inside a transaction that somebody else opened."""

from collections.abc import Mapping
from datetime import datetime

from smbot.cases.casework import alter, record
from smbot.cases.model import Case, Task
from smbot.cases.ports import CaseChange, CaseTransaction
from smbot.core.events import SYSTEM, Act

ASK = {"en": "Ask for {document}", "fr": "Demander {document}"}


def ask_for(tx: CaseTransaction, case: Case, document: Mapping[str, str], now: datetime) -> int:
    """Give whoever has a case the task to ask for a document; return its number.

    `document` is a noun with its article in each language; the task is in the words of the person's language.
    """
    language = "fr" if case.language.split("-")[0].lower() == "fr" else "en"
    text = ASK[language].format(document=document[language])
    number = tx.add_task(case.id, Task(number=0, at=now, by=SYSTEM, text=text, who=case.assignee))
    alter(tx, case, CaseChange())
    record(tx, Act.CASE_TASK_ADDED, SYSTEM, case.id, task=number, who=case.assignee, until="")
    return number
