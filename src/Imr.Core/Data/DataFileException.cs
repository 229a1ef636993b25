namespace Imr.Core.Data;

/// <summary>A data file (rule sets, holidays, guidelines, treatments, lexicons) breaks its rules: every problem found, each with the file and the place in it.</summary>
public sealed class DataFileException(IReadOnlyList<string> problems, Exception? inner = null)
    : Exception($"Data files are not valid:{string.Concat(problems.Select(p => $"\n- {p}"))}", inner)
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
