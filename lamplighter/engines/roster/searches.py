"""The index of searches: whoever joins is tested by joining."""

from collections.abc import Mapping

from lamplighter.engines.roster import columns, cpsat, greedy
from lamplighter.engines.roster.proposal import Search

SEARCHES: Mapping[str, Search] = {
    "greedy": greedy.search,
    "exact": cpsat.search,
    "columns": columns.search,
    "repair": cpsat.repair,
}
