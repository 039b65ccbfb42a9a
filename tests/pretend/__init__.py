"""Outside worlds, pretended once: Telegram as rules, in process or on loopback."""
