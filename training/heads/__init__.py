"""Heads: one module a head, each with its labels, its loss and its targets."""
