"""两次测算之间：who changed, by how much, because of which rows or which decision.

Where both rows and decisions changed, the new decisions are put on the old rows once: what that changes is the
decisions', the rest is the rows'. The two parts add up to the difference.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from zongbao.evaluation.amounts import unit_name, written
from zongbao.evaluation.entitlements import entitlements
from zongbao.evaluation.evidence import lines_of
from zongbao.evaluation.question import Question, ask
from zongbao.facts import batches, seals
from zongbao.facts.decisions import in_force
from zongbao.facts.engines import Engine, open_engine
from zongbao.facts.seals import Seal
from zongbao.rules.page import Input, Page
from zongbao.rules.policy import load_policy
from zongbao.workbench.face.figures import quantity
from zongbao.workbench.programmes.models import Change, Outcome, Run

Subject = tuple[str, str]


def causes(run: Run, previous: Run) -> dict[str, Any]:
    """What is otherwise since the run before: batches that came and went, decisions, rules, the day."""
    now, then = (seals.find(settings.STORE, r.snapshot) for r in (run, previous))
    came, went = (_files(a, without=b) for a, b in ((now, then), (then, now)))
    return {
        "came": came,
        "went": went,
        "decisions": [
            {"name": name, "about": _words(run, name), "value": said["value"], "paper": said["paper"]}
            | {"now": _value(run, name, said=said), "then": _value(run, name, said=_decided(previous).get(name))}
            for name, said in _newly_decided(run, previous).items()
        ],
        "rules": (run.policy_hash, run.code_version) != (previous.policy_hash, previous.code_version),
        "day": run.on != previous.on,
    }


def _words(run: Run, name: str) -> str:
    """What a decision is about: the words of the text that a reading hangs on, or what a figure is."""
    policy = load_policy(run.programme.policy)
    page, _dot, parameter = name.partition(".")
    return policy.pages[page].parameters[parameter].about if parameter else policy.readings[name].about


def _value(run: Run, name: str, *, said: Mapping[str, Any] | None) -> str:
    """What was decided, in words: the sentence of an option, or a figure with its unit; nothing where nothing was."""
    if said is None:
        return ""
    policy = load_policy(run.programme.policy)
    page, _dot, parameter = name.partition(".")
    if not parameter:
        return policy.readings[name].options[said["value"]].text
    unit = policy.pages[page].parameters[parameter].unit
    return str(quantity(written(unit, said["value"]), unit_name(unit)))


def _files(seal: Seal, *, without: Seal) -> list[str]:
    known = {batch.id: batch.file for batch in batches.all_batches(settings.STORE)}
    return sorted({known.get(name, name) for name in set(seal.said["batches"]) - set(without.said["batches"])})


def _newly_decided(run: Run, previous: Run) -> dict[str, Mapping[str, Any]]:
    """Decisions in force for the run that were otherwise, or none, for the run before."""
    now, then = _decided(run), _decided(previous)
    return {name: said for name, said in now.items() if name not in then or then[name]["value"] != said["value"]}


def _decided(run: Run) -> dict[str, Mapping[str, Any]]:
    """The decisions in force for a run."""
    policy = load_policy(run.programme.policy).name
    return in_force(seals.find(settings.STORE, run.snapshot).decisions, policy, on=run.on)


def changes(engine: Engine, run: Run, *, previous: Run, outcomes: Iterable[Outcome]) -> list[Change]:
    """One row per subject whose status or award is otherwise than in the run before."""
    before = {(o.uscc, o.subject): o for o in previous.outcomes.all()}
    after = {(o.uscc, o.subject): o for o in outcomes}
    moved = [key for key in before.keys() | after.keys() if _said(before.get(key)) != _said(after.get(key))]
    between = _between(engine, run, previous=previous) if moved else {}
    return [_change(run, key, before=before.get(key), after=after.get(key), between=between) for key in sorted(moved)]


def _said(outcome: Outcome | None) -> tuple[str, int | None] | None:
    return (outcome.status, outcome.award) if outcome else None


def _between(engine: Engine, run: Run, *, previous: Run) -> Mapping[Subject, int] | None:
    """Each subject's award with the decisions of now on the rows of then; none where the rows are the same."""
    decided = _newly_decided(run, previous)
    now, then = (seals.find(settings.STORE, r.snapshot) for r in (run, previous))
    if set(now.said["batches"]) == set(then.said["batches"]):
        return None
    if not decided and run.on == previous.on:
        return {(o.uscc, o.subject): o.award or 0 for o in previous.outcomes.all()}
    question, measure = asked(run, then)
    supposed = {name: said["value"] for name, said in decided.items()}
    rows = entitlements(engine, question.supposing(supposed), measure=measure).rows.to_pylist()
    return {(row["enterprise"], row["subject"]): row["award"] or 0 for row in rows}


def _change(
    run: Run,
    key: Subject,
    *,
    before: Outcome | None,
    after: Outcome | None,
    between: Mapping[Subject, int] | None,
) -> Change:
    told = after or before
    old, new = ((o.award or 0) if o else 0 for o in (before, after))
    middle = new if between is None else between.get(key, old)
    return Change(
        run=run,
        enterprise_id=told.enterprise_id if told else None,
        uscc=key[0],
        subject=key[1],
        name=told.name if told else "",
        before=before.award if before else None,
        after=after.award if after else None,
        status_before=before.status if before else "",
        status_after=after.status if after else "",
        by_decisions=middle - old,
        by_rows=new - middle,
    )


def asked(run: Run, seal: Seal) -> tuple[Question, Page]:
    """The question of a run put to a seal."""
    policy = load_policy(run.programme.policy)
    question = ask(policy, seal, year=run.programme.year, on=run.on, base=None)
    return question, policy.measure(run.programme.measure)


def rows_behind(change: Change) -> list[dict[str, Any]]:
    """The delivered rows of a subject that came, went or have another value since the run before."""
    engine, runs = open_engine(), (change.run.previous, change.run)
    then, now = (_lines(engine, run, subject=change.subject) for run in runs if run)
    moved = [key for key in then.keys() | now.keys() if then.get(key, {}).get("value") != now.get(key, {}).get("value")]
    inputs = load_policy(change.run.programme.policy).measure(change.run.programme.measure).inputs
    return [_moved(key, then=then.get(key), now=now.get(key), inputs=inputs) for key in sorted(moved)]


def _moved(key: tuple[str, ...], *, then: Any, now: Any, inputs: Mapping[str, Input]) -> dict[str, Any]:
    """A row with its two values, and what the step it stands in is called."""
    step = key[0]
    said = {"before": then and then["value"], "after": now and now["value"]}
    return {**(now or then), **said, "words": inputs[step].about if step in inputs else step}


def _lines(engine: Engine, run: Run, *, subject: str) -> dict[tuple[str, ...], dict[str, Any]]:
    question, measure = asked(run, seals.find(settings.STORE, run.snapshot))
    found = lines_of(engine, question, measure=measure, subject=subject)
    return {(line["step"], line["declaration"] or "", str(line["item"] or line["row"])): line for line in found}
