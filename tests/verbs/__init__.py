"""The verbs of scenarios by area; tests/scenario.py plays them."""
