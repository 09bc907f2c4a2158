"""What a measurement says."""

import pytest

from tests.benchmarks.__main__ import table
from tests.benchmarks.result import interleaved, p95, result


def test_the_p95_is_what_95_of_100_stay_within() -> None:
    assert p95(list(range(1, 101))) == 95
    assert p95([7.0]) == 7.0
    assert p95([1.0, 9.0]) == 9.0


@pytest.mark.parametrize(("budget", "meets"), [(1.5, True), (1.4, False), (None, None)])
def test_a_budget_bounds_the_ratio_between_medians(budget: float | None, meets: bool | None) -> None:
    found = result("start", [3.0, 2.0, 90.0], [2.0, 2.0, 2.0], budget=budget)
    assert (found.median, found.reference, found.ratio, found.meets) == (3.0, 2.0, 1.5, meets)


def test_a_budget_may_bound_milliseconds_or_what_is_added() -> None:
    assert result("key", [1.0] * 99 + [50.0], [1.0], budget=8, judged_by="p95").meets
    assert not result("unlock", [400.0], [200.0], budget=150, judged_by="added").meets
    assert result("unlock", [340.0], [200.0], budget=150, judged_by="added").meets


def test_work_and_reference_take_turns() -> None:
    order: list[str] = []
    times, reference = interleaved(lambda: order.append("work"), lambda: order.append("reference"), 2)
    assert order == ["work", "reference"] * 2
    assert len(times) == len(reference) == 2


def test_the_table_says_what_misses_its_budget() -> None:
    said = table([result("quick", [1.0], [1.0], budget=2), result("slow", [5.0], [1.0], budget=2)])
    assert [line.split("  ")[-1].strip() for line in said.splitlines()[1:]] == ["meets it", "MISSES it"]
