"""Units, people and posts from Excel: read, checked as a whole, then written as a whole or not at all."""
