"""Targets and results from Excel: checked as a whole, then written as a whole or not at all (13.2)."""
