"""Arguments: what commands take besides their name: numbers, and the words of those that make and explain pictures."""
