"""One module a benchmark: read a folder, run the engine by its public calls, score what it found."""
