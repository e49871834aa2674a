"""Out to a customer and back: the off-post register, visits and calls, appointments."""
