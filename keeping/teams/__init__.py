"""Where the rooms of teams are kept, and how what their members do reaches them."""
