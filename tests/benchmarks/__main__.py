"""`make bench`: every case against its reference, and the table; `--short` for a small store."""

import sys
from collections.abc import Iterable

from tests.benchmarks import paper_cases, start_cases, store_cases
from tests.benchmarks.data import make
from tests.benchmarks.measure import Case, Result, measured, quantile, timed

SHORT, FULL = 5_000, 1_000_000


def shown(result: Result) -> str:
    verdict = "ok" if result.holds else "MISSED"
    ours, reference = f"{result.ours:9.2f}", f"{result.reference:9.2f}"
    return f"{result.name:48} {ours} {reference} {result.ratio:8.3f} {result.goal:7.2f}  {verdict}"


def run(cases: Iterable[Case]) -> list[Result]:
    results = []
    for case in cases:
        result = measured(case)
        print(shown(result), flush=True)
        results.append(result)
    return results


def main(*, short: bool) -> int:
    print(f"{'case':48} {'ours ms':>9} {'ref ms':>9} {'ratio':>8} {'goal':>7}")
    with store_cases.bench(make(SHORT if short else FULL)) as b:
        results = run(store_cases.cases(b))
        saves = [timed(lambda: store_cases.save(b)) for _i in range(100 if short else 500)]
        median, worst = quantile(saves, 0.5), quantile(saves, 0.99)
        results.append(Result("durable save, p99 : its own median", worst, median, 12.0 if short else 8.0))
        print(shown(results[-1]))
    results += run(paper_cases.cases())
    results += run(start_cases.cases())
    missed = [r.name for r in results if not r.holds]
    print(f"{len(results) - len(missed)} held, {len(missed)} missed")
    return 1 if missed and not short else 0


sys.exit(main(short="--short" in sys.argv))
