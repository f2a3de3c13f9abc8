"""The other shell: Rasa custom actions over the same core. Empty until the Rasa adapter arrives."""
