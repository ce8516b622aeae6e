"""What tests of corrections share: a post, the officer's two forms, and what stands in the tables."""

from sqlmodel import select

from smbot.storage.tables import MentionRow

PHONE = "604 555 0187"
TEXT = f"Week nine. [PERSON 1] said call {PHONE}, and again 604-555-0187. Thanks [PERSON 1]."


def rows(desk, table):
    with desk.application.store.read() as tx:
        return list(tx.session.exec(select(table)))


def row(desk, mention):
    with desk.application.store.read() as tx:
        return tx.session.get_one(MentionRow, mention)


def missed(desk, browser, mention, value=PHONE, entity="PHONE_NUMBER", version=None):
    seen = row(desk, mention).version if version is None else version
    return browser.post(f"/items/{mention}/masks/missed", {"version": seen, "value": value, "entity": entity})


def say(desk, browser, mention, said, **fields):
    values = {"version": row(desk, mention).version, "at": 0, "said": said} | fields
    return browser.post(f"/items/{mention}/masks/say", values)


def unsure(desk, mention, *places):
    masks = [mask | {"doubtful": n in places} for n, mask in enumerate(row(desk, mention).masks)]
    desk.set_mention(mention, masks=masks, doubtful=bool(places))
