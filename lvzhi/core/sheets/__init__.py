"""Excel files that bring many things at once: read, checked as a whole, then written as a whole or not at all."""
