"""The pages of targets: how far they are reached, and the files they come from (13.2)."""
