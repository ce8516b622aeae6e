"""Whatever order answers and ticks come in, each step is carried out at most once, and none after an answer."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from smbot.playbooks.steps import Step, StepKind
from smbot.steps.course import Known, next_move, overtaken
from smbot.steps.model import KeptStep, StepState

START = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
STEPS = st.lists(
    st.sampled_from(
        [
            {"public_reply": "draft"},
            {"notify": "approver"},
            {"escalate": "compliance"},
            {"open_case": "complaint"},
            {"wait": {"business_days": 2, "until": "answer"}},
            {"wait": {"business_days": 1, "until": "end"}},
        ]
    ),
    min_size=1,
    max_size=7,
)
HAPPENS = st.lists(st.sampled_from(["tick", "day", "said", "answer"]), max_size=25)


def until(start, wait):
    return start + timedelta(days=wait.business_days or 0)


def ticked(steps, known, now, log):
    """Return the steps after everything that is due was carried out; note what was, and when."""
    while (move := next_move(steps, known, now, until)) is not None:
        moves = [move, *(overtaken(steps, move.before.place, now) if move.heard else ())]
        for each in moves:
            assert each.before in steps
            steps = [each.after if step.place == each.after.place else step for step in steps]
            log.append((each.after.place, each.after.kind, each.after.state, move.heard))
    return steps


@given(STEPS, st.booleans(), HAPPENS)
def test_a_step_is_carried_out_at_most_once_and_never_after_an_answer(planned, closes, happens):
    made = [Step.model_validate(each) for each in [*planned, *([{"close": "handed-off"}] if closes else [])]]
    steps = [KeptStep(place=n, step=step, state=StepState.DUE, at=START) for n, step in enumerate(made)]
    now, known, log, heard = START, Known(), [], False

    for what in happens:
        if what == "day":
            now += timedelta(days=1)
        elif what == "said" and known.public_at is None:
            known = Known(public_at=now)
        elif what == "answer" and known.public_at is not None and known.heard_at is None:
            known = Known(public_at=known.public_at, heard_at=now)
        elif what == "tick":
            steps = ticked(steps, known, now, log)
        heard = any(entry[3] for entry in log)

    done = Counter(place for place, kind, state, _ in log if state == StepState.DONE)
    assert all(count == 1 for count in done.values())
    if heard:  # what stands behind the wait that an answer ended was dropped, all of it
        ended = next(place for place, kind, state, was in log if was and kind == StepKind.WAIT)
        assert all(place <= ended for place, _, state, _ in log if state == StepState.DONE)
    resting = [step for step in steps if step.state == StepState.RESTING]
    assert len(resting) <= 1
    assert all(
        step.state in {StepState.DUE, StepState.DROPPED} for step in steps if resting and step.place > resting[0].place
    )
