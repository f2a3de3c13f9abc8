"""The other shell: Rasa custom actions over the same core. One class a file; `vara actions` serves them."""
