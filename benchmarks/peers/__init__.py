"""Plain models of the same question for well-known solvers, in the open: what anybody would write first."""
