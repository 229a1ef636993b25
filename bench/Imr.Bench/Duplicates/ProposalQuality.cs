using System.Diagnostics;
using Imr.Core.Cases;
using Imr.Core.Eligibility.Duplicates;
using Imr.Core.Serialization;
using ImrFunctions.Intake.Duplicates;

namespace Imr.Bench.Duplicates;

/// <param name="Found">Duplicates for which the filing they repeat, or another copy of it, was proposed.</param>
/// <param name="Led">Duplicates to which the index led, proposed or not.</param>
/// <param name="Proposals">Filings for which something was proposed.</param>
/// <param name="Right">Of these, those that repeat what was named.</param>
/// <param name="Missed">What was typed otherwise in duplicates that were not proposed, by how often.</param>
/// <param name="Wrong">The same of proposals that are none.</param>
internal sealed record QualityNumbers(
    int Filings, int Duplicates, int Led, int Found, int Proposals, int Right, IReadOnlyDictionary<string, int> Missed, IReadOnlyDictionary<string, int> Wrong, IReadOnlyList<double> Milliseconds)
{
    public double Recall => (double)Found / Duplicates;

    public double RecallOfIndex => (double)Led / Duplicates;

    public double Precision => (double)Right / Proposals;
}

/// <summary>
/// Takes filings in the order of arrival: the reader's check, the index with its limits, the comparison. The index is kept in memory, with the rows that the table
/// would have: what it finds is the same.
/// </summary>
internal sealed class ProposalQuality(DuplicateIndex index)
{
    private readonly Dictionary<string, List<CaseNumber>> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<CaseNumber, (int Place, ComparableApplication Application)> _read = [];

    public QualityNumbers Measure(IReadOnlyList<Filing> filings)
    {
        var (led, found, proposals, right) = (0, 0, 0, 0);
        var (missed, wrong, milliseconds) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), new List<double>());
        for (var n = 0; n < filings.Count; n++)
        {
            var filing = filings[n];
            var began = Stopwatch.GetTimestamp();
            var application = ApplicationReader.Read(ImrJson.WriteBytes(filing.Application)).Application ?? throw new BenchException($"Filing {n} ({filing.Noise}) was rejected by the check.");
            var candidates = Candidates(application);
            var mine = ComparableApplication.Of(application);
            var named = candidates.Where(c => ApplicationComparer.Compare(mine, _read[c].Application, DuplicateRules.Default).IsDuplicate).Select(c => Original(filings, _read[c].Place)).ToList();
            Add(n, mine);
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (filing.Of is { } of)
            {
                led += candidates.Any(c => Original(filings, _read[c].Place) == of) ? 1 : 0;
                if (named.Contains(of))
                    found++;
                else
                    missed[filing.Noise] = missed.GetValueOrDefault(filing.Noise) + 1;
            }

            proposals += named.Count > 0 ? 1 : 0;
            if (named.Count > 0 && named.TrueForAll(o => o == filing.Of))
                right++;
            else if (named.Count > 0)
                wrong[filing.Noise.Length == 0 ? "chance" : filing.Noise] = wrong.GetValueOrDefault(filing.Noise.Length == 0 ? "chance" : filing.Noise) + 1;
        }

        return new QualityNumbers(filings.Count, filings.Count(f => f.Of is not null), led, found, proposals, right, missed, wrong, milliseconds);
    }

    private static int Original(IReadOnlyList<Filing> filings, int place) => filings[place].Of ?? place;

    private IReadOnlyList<CaseNumber> Candidates(ImrApplication application)
        => DuplicateIndex.Nearest(application.CaseNumber, Keys(application).Select(k => (IReadOnlyList<CaseNumber>)[.. _rows.GetValueOrDefault(k, []).AsEnumerable().Reverse().Take(DuplicateIndex.MostOfKey)]));

    private void Add(int place, ComparableApplication application)
    {
        _read[application.Application.CaseNumber] = (place, application);
        foreach (var key in Keys(application.Application))
            (_rows.TryGetValue(key, out var cases) ? cases : _rows[key] = []).Add(application.Application.CaseNumber);
    }

    /// <summary>The key in the row's key, as the table has it.</summary>
    private IEnumerable<string> Keys(ImrApplication application) => index.RowsOf(application.CaseNumber, application).Select(r => r.RowKey.Split('|')[0]);
}
