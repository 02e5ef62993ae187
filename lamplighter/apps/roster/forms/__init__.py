"""Read what people send about pools, leave and rosters: parse and complain, never save."""
