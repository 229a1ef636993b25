using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Imr.Bench.Applications;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Bench.Fuzz;

/// <summary>Spoiled applications for the reader of intake: an application, or problems with their places; what is taken is taken again.</summary>
internal sealed class ApplicationsFuzzer : IFuzzer
{
    private readonly ConcurrentDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _seeds = [];

    public string Name => "applications";

    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    public async Task PrepareAsync(CancellationToken cancellation) => _seeds = await SampleApplications.ReadAsync(cancellation);

    /// <summary>A byte a character.</summary>
    public string Input(FuzzRandom random) => Encoding.Latin1.GetString(ApplicationMutations.Spoil(random.OneOf(_seeds), random));

    public string? Feed(string input)
    {
        var bytes = Encoding.Latin1.GetBytes(input);
        var read = ApplicationReader.Read(bytes);
        _outcomes.AddOrUpdate(OutcomeOf(read), 1, (_, n) => n + 1);
        if (read.Application is null != read.Problems.Count > 0)
            return "neither taken nor refused";
        if (read.Problems.Any(p => !p.Path.StartsWith('$') || p.Problem.Length == 0 || p.Expected.Length == 0))
            return "a problem that says nothing";
        if (read.Problems.Any(p => p.Found is { } found && (found.Length > 80 || found.Any(char.IsControl))))
            return "a found value that is long or has control characters";
        var preview = ApplicationReader.Preview(bytes, null, new DateOnly(2026, 11, 25));
        if (!preview.Read.Problems.SequenceEqual(read.Problems))
            return "the check before an upload says something else";
        if (read.Application is { } application && ApplicationReader.Read(JsonSerializer.SerializeToUtf8Bytes(application, ImrJson.Options)).Application is null)
            return "what was taken is not taken again";
        return null;
    }

    private static string OutcomeOf(ApplicationReadResult read) => read.Problems.Count switch
    {
        0 => "taken",
        1 when read.Problems[0].Path == "$" => "refused as a whole",
        1 => "refused with one problem",
        _ => "refused with several problems",
    };
}
