"""What developers run: the README's output, the checks of the corpus."""
