"""What a text says: events, their arguments, times, places, tolls, status, and who says so."""
