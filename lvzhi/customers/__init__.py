"""Who the bank's customers are, how much they matter, and who looks after them."""
