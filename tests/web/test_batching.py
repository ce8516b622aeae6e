import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from smbot.web.batching import Batcher


class Book:
    """Answers what it holds, and remembers what it was asked."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, []

    def __call__(self, questions):
        self.asked.append(list(questions))
        return {one: self.answers[one] for one in questions if one in self.answers}


def run(wait):
    """Run it in a thread of its own: where a browser is driven, this one has a loop already."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(wait())).result()


def all_at_once(ask, questions):
    async def wait():
        together = Batcher(ask)
        return await asyncio.gather(*(together(one) for one in questions), return_exceptions=True)

    return run(wait)


def test_those_who_come_while_one_asks_are_asked_for_in_one_go():
    book = Book(a=1, b=2, c=3)

    assert all_at_once(book, "abcabc") == [1, 2, 3, 1, 2, 3]
    assert book.asked == [["a"], ["b", "c", "a"]]


def test_a_question_without_an_answer_gets_none_and_the_others_get_theirs():
    assert all_at_once(Book(a=1), "ab") == [1, None]


def test_what_fails_fails_for_all_who_asked_together_and_for_nobody_else():
    book = Book(a=1, d=4)

    def ask(questions):
        answers = book(questions)
        if "b" in questions:
            raise OSError
        return answers

    async def wait():
        together = Batcher(ask)
        first = await asyncio.gather(*(together(one) for one in "abc"), return_exceptions=True)
        return first, await together("d")

    (before, *failed), later = run(wait)
    assert (before, later) == (1, 4)
    assert [type(one) for one in failed] == [OSError, OSError]


def test_nobody_waits_for_one_who_was_stopped_while_asking():
    async def wait():
        asking, goes_on = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def ask(questions):
            if "b" in questions:
                loop.call_soon_threadsafe(asking.set)
                asyncio.run_coroutine_threadsafe(goes_on.wait(), loop).result(10)
            return dict.fromkeys(questions, "told")

        together = Batcher(ask)
        before, asks, waits = (asyncio.create_task(together(one)) for one in "abc")
        await asking.wait()
        asks.cancel()
        goes_on.set()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(waits, 10)
        return await before, await asyncio.wait_for(together("d"), 10)

    assert run(wait) == ("told", "told")
