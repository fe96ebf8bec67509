"""Documents for machines: one module a standard, pure functions from an entity to a `dict`."""
