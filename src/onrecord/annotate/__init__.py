"""The only package that knows the language libraries: paragraphs mended for reading, the parse, the encoder's pass."""
