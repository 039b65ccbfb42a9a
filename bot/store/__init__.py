"""What the running bot keeps: one SQLite file, its migrations, the delivery ledger, subscriptions, known dates.

Everything that is kept about anybody is a chat's number, what it wants to hear of, and when. SQL is kept plain, so
that PostgreSQL could stand in; callers see the Protocols in ``protocols`` and never a connection.
"""
