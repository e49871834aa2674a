"""Sign-in: how people prove who they are, for how long, and how often they may be wrong."""
