namespace Imr.Core.Data;

/// <summary>One fault of a data file.</summary>
/// <param name="Path">The place in the file, such as <c>$.ruleSets[2].deadlines[5].length</c>.</param>
/// <param name="What">What is wrong there.</param>
/// <param name="Expected">What would be right.</param>
public sealed record DataFault(string Path, string What, string Expected)
{
    public override string ToString() => $"{Path}: {What}; expected: {Expected}";
}
