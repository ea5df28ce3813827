"""`make bench`: every case against its reference, and the table; `--short` for a small store."""

import sys
from collections import Counter
from collections.abc import Iterable

from tests.benchmarks import (
    import_cases,
    key_cases,
    narrative_cases,
    paper_cases,
    screen_cases,
    start_cases,
    store_cases,
    window_cases,
)
from tests.benchmarks.data import make
from tests.benchmarks.measure import Case, Result, measured, quantile, timed

SHORT, FULL = 20_000, 1_000_000


def shown(result: Result) -> str:
    ours, reference = f"{result.ours:9.2f}", f"{result.reference:9.2f}"
    return f"{result.name:48} {ours} {reference} {result.ratio:8.3f} {result.goal:7.3g}  {result.verdict}"


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
        results.append(Result("durable save, p99 : its own median", worst, median, 8.0, 20.0))
        print(shown(results[-1]))
        for result in screen_cases.results(b.desk, short=short):
            print(shown(result), flush=True)
            results.append(result)
        with key_cases.a_home() as home:
            results += run(key_cases.cases(b, home))
    with import_cases.a_package(400 if short else 4_000) as folder:
        results += run(import_cases.cases(folder))
    results += run(paper_cases.cases())
    results += run(narrative_cases.cases())
    results += run(window_cases.cases())
    results.append(window_cases.longest_gap())
    print(shown(results[-1]))
    results += run(start_cases.cases())
    print(*narrative_cases.told(), sep="\n")
    count = Counter(result.verdict for result in results)
    print(", ".join(f"{number} {verdict}" for verdict, number in count.items()))
    return 1 if count["MISSED"] else 0


sys.exit(main(short="--short" in sys.argv))
