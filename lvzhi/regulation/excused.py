"""Clauses that make nobody owe anything, each with the reason.

Only a clause that no rule, check, form or page could carry out belongs here: a mere principle. A clause that is not
running yet is not excused; it simply does not run. All clauses of the present text demand something of somebody, so
none is excused. A text that a bank adds may hold principles; the reason is an English source string like any other
words of the interface.
"""

EXCUSED: dict[str, str] = {}
