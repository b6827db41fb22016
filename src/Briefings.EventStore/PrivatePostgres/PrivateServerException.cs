namespace Briefings.EventStore.PrivatePostgres;

/// <summary>The private PostgreSQL could not be found, made, started or stopped; the message says what to do.</summary>
public class PrivateServerException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>There is no PostgreSQL on this machine and no way to fetch one.</summary>
public sealed class PostgresNotFoundException(string found) : PrivateServerException($"""
    Expected a PostgreSQL, found none: {found}
    One of these helps:
      name a server with --database or BRIEFINGS_DATABASE (a connection string);
      install PostgreSQL 15 or newer (its initdb, pg_ctl and postgres);
      install npm, and the program fetches a PostgreSQL for itself.
    """);
