"""What any word that states something may have with it: agents, a time, a place."""
