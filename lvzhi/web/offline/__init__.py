"""What a phone keeps: the forms of the day, what was typed into them without a network, and how it is sent later."""
