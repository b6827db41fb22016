using Npgsql;

namespace Briefings.EventStore;

/// <summary>Columns of a row that is in memory already, which reading by column would hide behind a task.</summary>
static class ReaderColumns
{
    extension(NpgsqlDataReader reader)
    {
        public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

        public long[] Numbers(int column) => reader.GetFieldValue<long[]>(column);

        public bool HasValue(int column) => !reader.IsDBNull(column);

        public string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        public DateTimeOffset Instant(int column) => reader.GetFieldValue<DateTimeOffset>(column);
    }
}
