"""What one measurement says, and how times become one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Literal


@dataclass(frozen=True, slots=True)
class Result:
    """One measured thing beside its reference. Times are in milliseconds.

    `ratio` is this thing's time over the reference's, by the figure that the budget speaks of (median or p95).
    `budget` bounds what `judged_by` names: the ratio, or the p95 or median in milliseconds. None: no budget, told only.
    """

    name: str
    median: float
    p95: float
    worst: float
    reference: float
    ratio: float
    budget: float | None = None
    judged_by: Literal["ratio", "p95", "median", "added"] = "ratio"
    runs: int = 0
    reference_name: str = ""

    @property
    def judged(self) -> float:
        """The figure that the budget bounds; `added` is the median less the reference."""
        match self.judged_by:
            case "ratio":
                return self.ratio
            case "p95":
                return self.p95
            case "median":
                return self.median
            case "added":
                return self.median - self.reference

    @property
    def meets(self) -> bool | None:
        """Whether it keeps to its budget; None where it has none."""
        return None if self.budget is None else self.judged <= self.budget


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay within."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def result(
    name: str,
    times: Sequence[float],
    reference_times: Sequence[float],
    *,
    budget: float | None = None,
    judged_by: Literal["ratio", "p95", "median", "added"] = "ratio",
    compare: Literal["median", "p95"] = "median",
    reference_name: str = "",
) -> Result:
    """A Result from raw times in milliseconds, its ratio taken between medians or between p95s."""
    figure = median if compare == "median" else p95
    reference = float(figure(reference_times))
    return Result(
        name=name,
        median=median(times),
        p95=p95(times),
        worst=max(times),
        reference=reference,
        ratio=float(figure(times)) / reference,
        budget=budget,
        judged_by=judged_by,
        runs=len(times),
        reference_name=reference_name,
    )


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def interleaved(
    work: Callable[[], object], reference: Callable[[], object], runs: int
) -> tuple[list[float], list[float]]:
    """Times of the work and of its reference, taken in turn so that a busy machine touches both alike."""
    times: list[float] = []
    reference_times: list[float] = []
    for _ in range(runs):
        times.append(milliseconds(work))
        reference_times.append(milliseconds(reference))
    return times, reference_times


def fixed_loop() -> int:
    """A fixed piece of pure Python, so that figures from different machines can be set side by side."""
    total = 0
    for number in range(20_000):
        total = (total * 31 + number) % 1_000_003
    return total
