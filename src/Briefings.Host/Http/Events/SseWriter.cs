using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Briefings.Host.Http.Events;

/// <summary>The live stream took too little for too long.</summary>
sealed class SlowReaderException() : Exception("The reader took nothing for too long.");

/// <summary>Writes server-sent events (WHATWG HTML §9.2) to one reader.</summary>
sealed class SseWriter(PipeWriter output, Func<long, string> cursor, TimeProvider clock)
{
    /// <summary>How long a reader may take nothing while the buffer of its connection (64 kB) is full.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    static readonly byte[] Ends = "\n\n"u8.ToArray();

    /// <summary>How long the reader let the writer wait last time.</summary>
    public TimeSpan LastWait { get; private set; }

    public string Cursor(long position) => cursor(position);

    public void Begin() => output.Write("retry: 1000\n\n"u8);

    /// <param name="line">JSON without line ends.</param>
    public void Event(long position, ReadOnlySpan<byte> line)
    {
        Id(position);
        output.Write("\ndata: "u8);
        output.Write(line);
        output.Write(Ends);
    }

    public void CaughtUp(long position)
    {
        output.Write("event: caught-up\n"u8);
        Id(position);
        output.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"\ndata: {{\"position\":{position}}}")));
        output.Write(Ends);
    }

    /// <summary>A comment that keeps the connection open, with the reader's place: it moves on even where nothing wanted was recorded.</summary>
    public void Heartbeat(long position)
    {
        Id(position);
        output.Write("\n: heartbeat\n\n"u8);
    }

    /// <exception cref="SlowReaderException">The reader took nothing for too long.</exception>
    public async ValueTask Flush(CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        var flushed = output.FlushAsync(cancellation);
        if (flushed.IsCompletedSuccessfully)
        {
            LastWait = TimeSpan.Zero;
            if (flushed.Result.IsCompleted)
            {
                throw new OperationCanceledException("The reader is gone.");
            }

            return;
        }

        try
        {
            var result = await flushed.AsTask().WaitAsync(Patience, clock, cancellation);
            LastWait = clock.GetElapsedTime(began);
            if (result.IsCompleted)
            {
                throw new OperationCanceledException("The reader is gone.");
            }
        }
        catch (TimeoutException)
        {
            throw new SlowReaderException();
        }
    }

    void Id(long position)
    {
        output.Write("id: "u8);
        output.Write(Encoding.ASCII.GetBytes(cursor(position)));
    }
}
