"""Customers and the people on their side from Excel: checked as a whole, then written as a whole or not at all."""
