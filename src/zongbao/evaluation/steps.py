"""From facts to steps: a measure's page over its rows, with finer pages summed into it as its inputs declare.

The walk of one line, in four calls: rows of a finer page → its steps → sums per subject and year → inputs of the measure →
its steps and outcome.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis

from zongbao.evaluation import classes, sources
from zongbao.evaluation.joins import beside
from zongbao.evaluation.question import Question
from zongbao.facts.engines import Engine
from zongbao.rules.apply import as_columns, with_outcome
from zongbao.rules.columns import narrow, whole_sum
from zongbao.rules.page import Input, Page

Rows = Mapping[str, Any]


def in_force(engine: Engine, question: Question, *, measure: Page, rows: Rows | None = None) -> Any:
    """Every step of a measure as a column, one row per subject, with status, reason_code and award. `rows` are those of its
    finer pages, where they are at hand."""
    at_hand = rows or {}
    base = base_rows(engine, question, measure=measure)
    for page in question.finer(measure):
        if not delivered_kind(question, page):
            base = without_facts(measure, page, base=base)
            continue
        told = source_rows(engine, question, page=page, rows=at_hand.get(page.name))
        if measure.rows == "enterprises" and page.rows == "lines":
            base = with_unregistered(engine, question, base=base, rows=told, key=key_of(question, page))
        base = with_inputs(question, measure, page=page, base=base, rows=told)
    return with_outcome(measure, as_columns(measure, base, constants=question.constants(measure)))


def base_rows(engine: Engine, question: Question, *, measure: Page) -> Any:
    """The rows a measure speaks of: columns enterprise, subject and what the facts say of each."""
    rows = sources.rows_of(engine, question, page=measure)
    rows = rows if "subject" in rows.columns else rows.mutate(subject=rows.enterprise)
    return with_awards(engine, question, measure=measure, base=rows)


def finer_rows(engine: Engine, question: Question, *, measure: Page, free: classes.Free) -> Rows:
    """The rows of each finer page of a measure whose facts are there, told apart by all that the free readings can."""
    pages = [p for p in question.finer(measure) if delivered_kind(question, p) and not _of_totals(question, p)]
    return {page.name: sources.rows_of(engine, question, page=page, free=_taken(page, free)) for page in pages}


def _taken(page: Page, free: classes.Free) -> classes.Free:
    return {key: options for key, options in free.items() if any(key in s.arguments for s in page.steps)}


def _of_totals(question: Question, page: Page) -> bool:
    return page.rows == "lines" and question.base == "totals"


def source_rows(engine: Engine, question: Question, *, page: Page, rows: Any = None) -> Any:
    """Rows of a finer page with subject, year and measured steps, by the readings in force; totals where totals are asked."""
    if _of_totals(question, page):
        return sources.totals(engine, question)
    if page.rows == "lines" and rows is None:
        lines = classes.weighed_lines(engine, question, page=page)
        return as_columns(classes.later_page(page), lines, constants=question.constants(page))
    rows = sources.rows_of(engine, question, page=page) if rows is None else rows
    return as_columns(page, rows, constants=question.constants(page))


def source_sums(engine: Engine, question: Question, *, page: Page) -> Any:
    """subject, year and the sums of the measured steps of a finer page."""
    rows = source_rows(engine, question, page=page)
    return rows.group_by(["subject", "year"]).aggregate(**{name: whole_sum(rows[name], rows) for name in page.measured})


def inputs_from(measure: Page, page: Page) -> list[Input]:
    """The inputs of a measure that are sums of a finer page."""
    return [i for i in measure.inputs.values() if i.source.partition(".")[0] == page.name]


def delivered_kind(question: Question, page: Page) -> bool:
    """Whether the facts of a finer page are in the snapshot at all."""
    if page.rows == "lines":
        return question.seal.file("lines").exists() or question.base == "totals"
    return question.seal.file(sources.KINDS[page.rows]).exists()


def key_of(question: Question, page: Page) -> str:
    """What the subjects of a finer page are: numbers of parties where it runs over lines, enterprises by name otherwise."""
    return "party" if page.rows == "lines" and question.base == "lines" else "enterprise"


def with_unregistered(engine: Engine, question: Question, *, base: Any, rows: Any, key: str) -> Any:
    """Adds a row for every owner of counted imports in either year whom the registry does not know."""
    counted = rows.filter(rows.year.isin(list(question.year_pair)) & (rows.lines > 0) & rows.subject.notnull())
    strangers = counted.select(**{key: counted.subject}).distinct().anti_join(base, key)
    if key == "party":
        names = engine.parquet(question.seal.file("parties"))
        strangers = strangers.join(names.select(party=names.id, enterprise=names.party), "party")
    filled = {"enterprise", key, "subject"}
    blank = {n: ibis.null(str(t).lstrip("!")) for n, t in base.schema().items() if n not in filled}
    return base.union(strangers.mutate(subject=strangers.enterprise, **blank).select(list(base.columns)))


def without_facts(measure: Page, page: Page, *, base: Any) -> Any:
    """The inputs from a finer page whose facts nobody delivered: missing."""
    return base.mutate(**{i.name: ibis.null("int64") for i in inputs_from(measure, page)})


def with_page(
    engine: Engine, question: Question, *, measure: Page, page: Page, base: Any, rows: Rows | None = None
) -> Any:
    """Joins what a finer page comes to by the readings in force, or its absence."""
    if not delivered_kind(question, page):
        return without_facts(measure, page, base=base)
    told = source_rows(engine, question, page=page, rows=(rows or {}).get(page.name))
    return with_inputs(question, measure, page=page, base=base, rows=told)


def with_inputs(
    question: Question, measure: Page, *, page: Page, base: Any, rows: Any, extra: Sequence[str] = ()
) -> Any:
    """Joins the inputs a measure sums out of the rows of a finer page; `extra` are further keys beside the subject."""
    wanted, key = inputs_from(measure, page), key_of(question, page)
    keys, rows = [key, *extra], rows.rename({key: "subject"})
    cells = {i.name: _in_year(rows, i, question=question) for i in wanted}
    wide = rows.group_by(keys).aggregate(**cells, delivered_rows=rows.count())

    def filled(joined: Any) -> dict[str, Any]:
        return {i.name: _absent(question, page, wanted=i, joined=joined) for i in wanted}

    return beside(base, wide, *keys, told=filled)


def _in_year(rows: Any, wanted: Input, *, question: Question) -> Any:
    value = rows[wanted.source.partition(".")[2]]
    here = rows.year == question.year + (wanted.year or 0)
    lacking = (here & value.isnull()).any()
    if wanted.absent != "zero":  # a year of which no row speaks is not a year of nothing
        lacking |= ~here.fill_null(False).any()
    zero = ibis.literal(0, "int64")
    return lacking.ifelse(ibis.null("int64"), narrow(here.ifelse(value, zero).sum()))


def _absent(question: Question, page: Page, *, wanted: Input, joined: Any) -> Any:
    """No row in a delivered year is zero, in a year not delivered it is missing."""
    if page.rows == "lines" and not question.delivered(question.year + (wanted.year or 0)):
        return ibis.null("int64")
    if page.rows != "lines" and not question.has_facts_in_force(page):
        return ibis.null("int64")
    if wanted.absent != "zero":
        return joined[wanted.name]
    return joined.delivered_rows.isnull().ifelse(ibis.literal(0, "int64"), joined[wanted.name])


def awards_of(engine: Engine, question: Question, *, measure: Page) -> Any:
    """subject and award of another measure, summed per enterprise."""
    rows = in_force(engine, question, measure=measure)
    return rows.group_by(subject=rows.enterprise).aggregate(award=whole_sum(rows.award, rows))


def awards_read(question: Question, measure: Page) -> list[Page]:
    """The other measures whose awards a measure reads and that can be computed."""
    names = dict.fromkeys(i.source.partition(".")[0] for i in measure.inputs.values() if "." in i.source)
    read = [question.policy.pages[name] for name in names]
    return [page for page in read if page.is_measure and question.computable(page)]


def with_awards(engine: Engine, question: Question, *, measure: Page, base: Any) -> Any:
    """Joins inputs that are awards of other measures; of a measure that cannot be computed the input is missing."""
    for wanted in measure.inputs.values():
        source, _, step = wanted.source.partition(".")
        if step and question.policy.pages[source].is_measure:
            base = _with_award(engine, question, base=base, wanted=wanted)
    return base


def _with_award(engine: Engine, question: Question, *, base: Any, wanted: Input) -> Any:
    other = question.policy.pages[wanted.source.partition(".")[0]]
    if not question.computable(other):
        return base.mutate(**{wanted.name: ibis.null("int64")})
    awards = engine.keep(awards_of(engine, question, measure=other))
    renamed = awards.select("subject", award_there=awards.award, known=ibis.literal(1, "int64"))

    def filled(joined: Any) -> dict[str, Any]:
        return {wanted.name: joined.known.isnull().ifelse(ibis.literal(0, "int64"), joined.award_there)}

    return beside(base, renamed, "subject", told=filled)
