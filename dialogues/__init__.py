"""How we talk about it: facts heard, words spoken. Pure: no clock, no store, no channel."""
