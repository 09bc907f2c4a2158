"""The dashed lines about those who live together: one about all of them, stepped round whoever lives elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from thinkfamily_desktop.report.map_places import RADIUS, Place

OUTLINE = 7.0  # from those who live together to the line about them


@dataclass(frozen=True, slots=True)
class Band:
    """The part of an outline about one generation."""

    left: float
    right: float
    top: float
    bottom: float


def outlines(groups: Sequence[Sequence[Place]]) -> list[list[Band]]:
    """Outlines as bands from the top down. Groups of following generations that overlap are one outline."""
    found: list[list[Band]] = []
    rows: list[set[int]] = []
    for group in groups:
        bands = [_band(group)]
        generations = {place.symbol.row for place in group}
        follows = [max(above) + 1 == min(generations) for above in rows]
        near = [_overlap(bands_above[-1], bands[0]) for bands_above in found]
        below = next((index for index, pair in enumerate(zip(follows, near, strict=True)) if all(pair)), None)
        if below is None:
            found.append(bands)
            rows.append(generations)
            continue
        above = found[below][-1]
        middle = (above.bottom + bands[0].top) / 2
        found[below][-1:] = [replace(above, bottom=middle), replace(bands[0], top=middle)]
        rows[below] |= generations
    return found


def corners(bands: Sequence[Band]) -> list[tuple[float, float]]:
    """The corners of an outline, down its right side and up its left."""
    right = [(band.right, y) for band in bands for y in (band.top, band.bottom)]
    left = [(band.left, y) for band in reversed(bands) for y in (band.bottom, band.top)]
    return [*right, *left]


def _band(group: Sequence[Place]) -> Band:
    return Band(
        min(place.reach[0] for place in group) - OUTLINE, max(place.reach[1] for place in group) + OUTLINE,
        min(place.y for place in group) - RADIUS - OUTLINE, max(place.bottom for place in group) + OUTLINE,
    )  # fmt: skip


def _overlap(one: Band, other: Band) -> bool:
    """Whether one stands under the other with enough in common to be read as one outline."""
    return min(one.right, other.right) - max(one.left, other.left) >= 2 * RADIUS
