"""Messages that nobody is waiting for: planned first, sent at a pace, settled, and never sent twice in silence."""
