"""Prints the address of a PostgreSQL server on which tests may make databases; exits 1 where none can be reached.

DATABASE_URL names one; otherwise the local server is tried, by TCP and by its socket.
"""

import getpass
import os
import sys

import psycopg

given = os.environ.get("DATABASE_URL", "")
candidates = [given] if given.startswith("postgres") else []
for user in dict.fromkeys((getpass.getuser(), "postgres")):
    candidates += [f"postgres://{user}@127.0.0.1:5432/postgres", f"postgres://{user}@/postgres"]

for url in candidates:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            may_create = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        continue
    if may_create and may_create[0]:
        print(url)
        sys.exit()
sys.exit(1)
