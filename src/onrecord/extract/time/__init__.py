"""Time expressions: found, written as TIMEX3 values, and resolved to closed intervals of days."""

from onrecord.extract.time.find import find_expressions

__all__ = ["find_expressions"]
