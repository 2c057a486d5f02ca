"""Words and tables that a political scientist can edit, loaded from ``data/`` and checked as they load.

One module a table; each offers one cached ``load_...()``. Nothing is loaded before it is asked for.
"""
