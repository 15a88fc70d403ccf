"""How nominations come in: from the first mailed link to the summary, and what staff take out again."""
