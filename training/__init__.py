"""Commands that make the shipped weights again.

A data set is a reader in `sets/`, a head is a module in `heads/`, a run is a module here that joins the two
and ends in an int8 OpenVINO file with its card. Nothing in `src/` imports from here.
"""
