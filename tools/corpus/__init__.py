"""Checks of the open corpus in `corpus/`: quotes, codes, dates, copies, agreement and balance."""
