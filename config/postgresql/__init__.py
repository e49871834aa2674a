"""Django's PostgreSQL with one habit of its own."""
