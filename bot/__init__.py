"""The shell: channels, store, pictures, settings and the command line."""
