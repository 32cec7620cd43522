"""Fitting what ships with the package; not part of the wheel."""
