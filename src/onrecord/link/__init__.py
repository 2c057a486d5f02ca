"""Who and where: phrases to actors, names of places to places."""
