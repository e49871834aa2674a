"""Article 12.2: private absence and leave, approved before leaving."""
