namespace Briefings.Extraction;

/// <summary>A frame as it lies beside its record: the file's name for messages, and its YAML text.</summary>
public sealed record FrameFile(string Name, string Yaml);

/// <summary>A frame that cannot be used, with file and line.</summary>
public sealed class FrameException(string file, int line, string reason) : Exception($"{file}, line {line}: {reason}")
{
    public string File { get; } = file;

    public int Line { get; } = line;
}
