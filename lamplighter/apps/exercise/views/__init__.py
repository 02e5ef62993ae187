"""Pages of scenarios and exercises."""
