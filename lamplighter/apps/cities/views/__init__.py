"""Pages of the cities app."""
