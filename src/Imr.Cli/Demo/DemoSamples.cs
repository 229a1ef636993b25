using Imr.Cli.Cases;

namespace Imr.Cli.Demo;

/// <param name="Letter">A for the first sample case, then B, C and so on.</param>
internal sealed record DemoCase(char Letter, CaseDirectory Directory, PlayScript Script)
{
    public string Title => $"{Letter}  {Directory.CaseNumber}";
}

/// <summary>The invented cases, people and reviewers of <c>samples/</c>.</summary>
internal sealed record DemoSamples(IReadOnlyList<DemoCase> Cases, string ReviewersCsv, IReadOnlyList<string> ReviewerIds)
{
    /// <param name="chosen">Letters or case numbers; empty: all.</param>
    /// <exception cref="CliException">Something is missing, or a chosen case does not exist.</exception>
    public static DemoSamples Load(string folder, IReadOnlyList<string> chosen)
    {
        var directories = CaseDirectory.OpenAll(Path.Combine(folder, "cases"))
            .OrderBy(directory => directory.CaseNumber.Value, StringComparer.Ordinal)
            .Select((directory, index) => (Letter: (char)('A' + index), Directory: directory))
            .ToArray();
        if (directories.Length == 0)
            throw new CliException($"{Path.Combine(folder, "cases")} holds no case: check out samples/ again.");

        foreach (var name in chosen)
            if (!directories.Any(d => IsCalled(d.Letter, d.Directory, name)))
                throw new CliException($"There is no sample case '{name}': choose among {string.Join(", ", directories.Select(d => $"{d.Letter} ({d.Directory.CaseNumber})"))}.");

        var cases = from d in directories
                    where chosen.Count == 0 || chosen.Any(name => IsCalled(d.Letter, d.Directory, name))
                    select new DemoCase(d.Letter, d.Directory, PlayScript.Load(Path.Combine(folder, "play", $"{d.Directory.CaseNumber}.json")));
        var csv = Path.Combine(folder, "reviewers.csv");
        return new DemoSamples([.. cases], csv, ReviewerIdsOf(csv));
    }

    private static bool IsCalled(char letter, CaseDirectory directory, string name)
        => name.Equals($"{letter}", StringComparison.OrdinalIgnoreCase)
            || name == directory.CaseNumber.Value
            || name.Equals(directory.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The column <c>id</c> or <c>reviewerId</c>, else the first. Ids have neither commas nor quotes, but other columns may.</summary>
    internal static IReadOnlyList<string> ReviewerIdsOf(string csv)
    {
        if (!File.Exists(csv))
            throw new CliException($"{csv} is missing: check out samples/ again.");

        var rows = CsvRows.Read(File.ReadAllText(csv));
        var column = Math.Max(0, Array.FindIndex(rows[0], header => header.Trim().ToLowerInvariant() is "id" or "reviewerid"));
        string[] ids = [.. rows.Skip(1).Where(row => row.Length > column && row[column].Length > 0).Select(row => row[column].Trim()).Distinct()];
        return ids.Length > 0 ? ids : throw new CliException($"{csv} names no reviewer: give it a header and a row for each reviewer.");
    }
}
