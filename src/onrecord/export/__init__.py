"""The record in other forms, one module a format: JSON with its schema, CSV, pandas frames."""
