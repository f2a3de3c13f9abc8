"""A Bot API server for tests: queue, webhook, chats and refusals as the real one's, requests judged by others."""
