"""What is kept of conversations, and the way of one message: below both shells, above the dialogue."""
