"""What good looks like: the rubric, its scoring rule, the ladder and the advice. Knows nothing of chat."""
