"""The running process: channels, clock, disk, delivery."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot's coming form of waiting times
