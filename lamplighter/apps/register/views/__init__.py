"""Pages and partial answers of the register: one module a thing."""
