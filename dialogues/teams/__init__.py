"""A team and its rounds: the same questions, answered by many, and the one result that comes of it."""
