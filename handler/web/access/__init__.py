"""Access: who may pass, and with what."""
