"""Many mentions, one event: within an article, across articles, and down to one origin."""
