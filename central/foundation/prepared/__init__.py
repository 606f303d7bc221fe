"""Queries whose SQL is built once and run again with other values.

The ORM builds the SQL of a query anew each time, which for the pages asked for all day costs more than
the database does. A `Prepared` (queries) calls its builder with stand-ins instead of the values (shapes),
keeps the statement and where each stand-in went (statements), and from then on only fills in the values.
PostgreSQL keeps the plan too.
"""
