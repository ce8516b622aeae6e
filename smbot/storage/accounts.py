"""How the accounts fare, what reading costs, and the switches thrown while running."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import func, or_
from sqlmodel import col, select

from smbot.core.accounts import AccountHealth
from smbot.storage.base import Tables
from smbot.storage.tables import AccountRow, CursorRow, SpendingRow, SwitchRow


class AccountTables(Tables):
    """Cursors, health, spending, switches."""

    def cursor(self, account: str) -> bytes | None:
        """Return the sealed cursor, or None before the first page."""
        row = self.session.get(CursorRow, account)
        return row.sealed if row else None

    def keep_cursor(self, account: str, sealed: bytes) -> None:
        """Keep how far `account` has read."""
        self.session.merge(CursorRow(account=account, sealed=sealed, updated_at=self.clock.now()))

    def health(self, account: str) -> AccountHealth:
        """Return how an account fares; a new one is well."""
        row = self.session.get(AccountRow, account)
        if row is None:
            return AccountHealth(account=account)
        return AccountHealth(
            account=account,
            collected_at=row.collected_at,
            failures=row.failures,
            retry_at=row.retry_at,
            paused=row.paused,
        )

    def all_health(self) -> list[AccountHealth]:
        """Return how every known account fares."""
        return [self.health(name) for name in self.session.exec(select(AccountRow.account)).all()]

    def keep_health(self, health: AccountHealth) -> None:
        """Keep how an account fares."""
        self.session.merge(
            AccountRow(
                account=health.account,
                collected_at=health.collected_at,
                failures=health.failures,
                retry_at=health.retry_at,
                paused=health.paused,
            )
        )

    def resume_account(self, account: str) -> bool:
        """Lift a pause or a wait; False where there is none."""
        health = self.health(account)
        if not health.paused and health.retry_at is None:
            return False
        self.keep_health(replace(health, paused="", retry_at=None, failures=0))
        return True

    def spend(self, account: str, micros: int, posts: int) -> None:
        """Add what one page cost, at most, to today's spending."""
        today = self.clock.now().date()
        row = self.session.get(SpendingRow, (account, today)) or SpendingRow(account=account, day=today)
        row.micros += micros
        row.posts += posts
        self.session.add(row)

    def spent_since(self, first_day: date, account: str) -> int:
        """Return the spending, in millionths of a dollar, of an account and those below it ("x:monitor:ferries")."""
        total = self.session.exec(
            select(func.coalesce(func.sum(SpendingRow.micros), 0)).where(
                col(SpendingRow.day) >= first_day,
                or_(
                    col(SpendingRow.account) == account,
                    col(SpendingRow.account).startswith(f"{account}:", autoescape=True),
                ),
            )
        ).one()
        return int(total)

    def switch(self, name: str) -> str | None:
        """Return a switch's position, or None where nobody threw it."""
        row = self.session.get(SwitchRow, name)
        return row.value if row else None

    def throw_switch(self, name: str, value: str, actor: str) -> None:
        """Set a switch."""
        now: datetime = self.clock.now()
        self.session.merge(SwitchRow(name=name, value=value, changed_at=now, changed_by=actor))
