"""Telegram: updates in, API calls out, and the pure translations between."""
