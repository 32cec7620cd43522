"""Which segments are written anew when an index changes, and how what they hold is cut.

A segment is never changed: what is added makes a new one, and a removal takes its segment's rest
into a new one. So that their number stays small and nothing is moved often, a new segment takes
in those that are not much larger than itself; and so that a removal moves a small part of a large
index only, none grows beyond a share of the whole.
"""

from collections.abc import Mapping, Sequence

SHARE = 16
"""The largest segment holds this part of the index, or `LEAST` chunks if that is more."""
LEAST = 5_000
MOST = 24
"""There are no more segments than these."""

_SMALL = 256
"""So few chunks are moved at once that smaller segments need not be told apart."""
_RATIO = 2
"""A segment is taken in up to this many times the size of what takes it in."""


def largest(total: int) -> int:
    """How many chunks a segment may hold, in an index of so many."""
    return max(LEAST, -(-total // SHARE))


def taken_in(sizes: Mapping[str, int], moved: int, total: int) -> frozenset[str]:
    """Names of the segments that a new one takes in, of those that could stay as they are.

    Args:
        sizes: Chunks in each of these segments.
        moved: Chunks that go into new segments in any case.
        total: Chunks in the whole index.
    """
    most = largest(total)
    names: set[str] = set()
    for name in sorted(sizes, key=lambda name: (sizes[name], name)):
        grown = moved + sizes[name]
        similar = sizes[name] <= _RATIO * max(moved, _SMALL) and grown <= most
        pieces = -(-grown // most)
        crowded = len(sizes) - len(names) + pieces > MOST
        if not (similar or crowded):
            break
        names.add(name)
        moved = grown
    return frozenset(names)


def cut(sizes: Sequence[int], total: int) -> list[slice]:
    """Cuts documents of these sizes, in order, into segments of about equal numbers of chunks."""
    moved = sum(sizes)
    pieces = max(1, -(-moved // largest(total)))
    cuts: list[slice] = []
    start = reached = 0
    for place, size in enumerate(sizes):
        reached += size
        if reached >= moved * (len(cuts) + 1) / pieces and len(cuts) < pieces - 1:
            cuts.append(slice(start, place + 1))
            start = place + 1
    if start < len(sizes):
        cuts.append(slice(start, len(sizes)))
    return cuts
