using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Deadlines;

namespace Imr.Core.Fees;

/// <summary>The shape of <c>Data/fees.yaml</c>.</summary>
internal sealed class FeeFile
{
    public List<FeePeriodEntry> Periods { get; set; } = [];
}

internal sealed class FeePeriodEntry
{
    public string Id { get; set; } = string.Empty;

    public string From { get; set; } = string.Empty;

    public string To { get; set; } = string.Empty;

    public string Citation { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;

    public List<FeeAmountEntry> Amounts { get; set; } = [];
}

internal sealed class FeeAmountEntry
{
    public string Service { get; set; } = string.Empty;

    public int Reviewers { get; set; } = 1;

    public string Credential { get; set; } = string.Empty;

    public decimal? Amount { get; set; }
}

/// <summary>From the YAML's words to periods.</summary>
internal sealed class FeeReader(DataFaults faults)
{
    /// <summary>Those that every period must speak of, be it as unknown.</summary>
    private static readonly FeeService[] Required = [FeeService.Standard, FeeService.Expedited, FeeService.StoppedBeforeReviewer, FeeService.StoppedAfterReviewer];

    public IReadOnlyList<FeePeriod> Read(FeeFile file)
    {
        faults.Differ(file.Periods.Select((p, n) => (p.Id, $"$.periods[{n}].id")));
        List<FeePeriod> periods = [.. file.Periods.Select((p, n) => Period(p, $"$.periods[{n}]"))];
        if (periods.Count == 0)
            faults.Add("$.periods", "there is no period", "at least one");
        else
            RuleSetChecks.Chain("$.periods", [.. periods.Select(p => (p.Id, p.Effective))], faults);
        return periods;
    }

    private FeePeriod Period(FeePeriodEntry entry, string path)
    {
        List<FeeAmount> amounts = [.. entry.Amounts.Select((a, n) => Amount(a, $"{path}.amounts[{n}]"))];
        foreach (var missing in Required.Except(amounts.Select(a => a.Service)))
            faults.Add(path + ".amounts", $"{entry.Id} says nothing of {missing}", "an amount, or null when it was not found");
        for (var n = 0; n < amounts.Count; n++)
        {
            if (amounts.Take(n).Any(a => a.Service == amounts[n].Service && a.Reviewers == amounts[n].Reviewers && (a.Credential is null || amounts[n].Credential is null || a.Credential == amounts[n].Credential)))
                faults.Add($"{path}.amounts[{n}]", $"{entry.Id}: {amounts[n].Service} stands there before for the same reviewers", "each once");
        }

        return new FeePeriod(entry.Id, Range(entry, path), faults.Citation(entry.Citation, path + ".citation"), faults.Word<RuleStatus>(entry.Status, path + ".status"), amounts);
    }

    private FeeAmount Amount(FeeAmountEntry entry, string path)
    {
        if (entry.Amount is <= 0 or > 100_000)
            faults.Add(path + ".amount", $"is {entry.Amount}", "dollars above 0, or null when it was not found");
        if (entry.Reviewers is < 1 or > 9)
            faults.Add(path + ".reviewers", $"is {entry.Reviewers}", "1 to 9");
        FeeCredential? credential = entry.Credential.Length == 0 ? null : faults.Word<FeeCredential>(entry.Credential, path + ".credential");
        return new FeeAmount(faults.Word<FeeService>(entry.Service, path + ".service"), entry.Reviewers, credential, entry.Amount);
    }

    private DateRange Range(FeePeriodEntry entry, string path)
    {
        var from = faults.Day(entry.From, path + ".from");
        DateOnly? to = entry.To.Length > 0 ? faults.Day(entry.To, path + ".to") : null;
        if (to >= from || to is null)
            return new DateRange(from, to);
        faults.Add(path + ".to", $"{entry.Id} ends before it starts", "a day on or after from");
        return new DateRange(from, null);
    }
}
