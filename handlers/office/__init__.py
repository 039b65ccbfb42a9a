"""The office behind the bot: who may do what, announcements, hand-over to a person, what was never answered.

Every command and button is authorised by who pressed it, wherever it was pressed.
"""
