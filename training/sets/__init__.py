"""Readers: one module a data set, each giving `Example`s."""
