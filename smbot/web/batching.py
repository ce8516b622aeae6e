"""Questions that many ask at once, asked in one go: while one is under way, those that come gather for the next."""

import asyncio
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from fastapi.concurrency import run_in_threadpool

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


class Batcher(Generic[Question, Answer]):
    """Asks `ask`, which may block, in a thread: each question once, with all others that wait.

    After a change every page that is open asks for the same at once. Side by side, each with a thread and a
    transaction of its own, that takes several times as long.
    """

    def __init__(self, ask: Callable[[Sequence[Question]], Mapping[Question, Answer]]) -> None:
        self._ask = ask
        self._waiting: list[tuple[Question, asyncio.Future[Answer | None]]] = []
        self._turn = asyncio.Lock()

    async def __call__(self, question: Question) -> Answer | None:
        """Return the answer, or None where there is none; what fails, fails for all who asked together."""
        mine: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, mine))
        async with self._turn:
            if not mine.done():
                together, self._waiting = self._waiting, []
                await self._answer(together)
        return await mine

    async def _answer(self, together: Sequence[tuple[Question, asyncio.Future[Answer | None]]]) -> None:
        try:
            answers = await run_in_threadpool(self._ask, list(dict.fromkeys(question for question, _ in together)))
        except Exception as error:  # noqa: BLE001 - each of those who wait raises it
            for _, waiting in together:
                if not waiting.done():
                    waiting.set_exception(error)
        else:
            for question, waiting in together:
                if not waiting.done():
                    waiting.set_result(answers.get(question))
        finally:
            for _, waiting in together:
                waiting.cancel()  # nobody waits for one who was stopped while asking
