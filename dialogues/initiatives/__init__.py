"""One project instead of the city: asked about, weighed against what it needs, and kept."""
