"""Article 17: the confidentiality agreement, unmasking with a reason, exports that somebody approves."""
