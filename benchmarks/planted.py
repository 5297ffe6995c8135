"""Precision and recall of the rules over planted faults: ``python -m benchmarks.planted 1 2 3``.

Every number is the seed of another quarter; without any, seeds 1 to 10. What
was planted, and what counts as found, is told in tests/planted.py.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from planted import Truth, found, judged
from planted_faults import planted


def main() -> None:
    """Plant, judge, and print a line for every rule and one for all."""
    seeds = [int(text) for text in sys.argv[1:]] or list(range(1, 11))
    truths: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for seed in seeds:
        made = planted(seed)
        seen = found(judged(made))
        truths += _by_rule(made.truth)
        hits += _by_rule(made.truth & seen)
        findings += _by_rule(seen)
    print(f"{'rule':28} planted  found  precision  recall    (seeds {seeds})")
    for rule in sorted({*truths, *findings}):
        print(_line(rule, truths[rule], findings[rule], hits[rule]))
    print(_line("all", truths.total(), findings.total(), hits.total()))


def _by_rule(truth: set[Truth]) -> Counter[str]:
    return Counter(rule for rule, *_ in truth)


def _line(name: str, truths: int, findings: int, hits: int) -> str:
    precision, recall = hits / findings if findings else 1.0, hits / truths if truths else 1.0
    return f"{name:28} {truths:7}  {findings:5}  {precision:9.3f}  {recall:6.3f}"


if __name__ == "__main__":
    main()
