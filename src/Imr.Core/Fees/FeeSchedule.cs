using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Deadlines;

namespace Imr.Core.Fees;

/// <summary>What is paid for (8 CCR 9792.10.8).</summary>
public enum FeeService
{
    Standard,
    Expedited,

    /// <summary>Every item in dispute is a drug.</summary>
    PharmacyOnly,

    /// <summary>Assigned, and ended before a reviewer had the file.</summary>
    StoppedBeforeReviewer,

    /// <summary>Ended without a determination after a reviewer had the file.</summary>
    StoppedAfterReviewer,
}

/// <summary>What the reviewer is, where the fee hangs on it (LC 3209.3).</summary>
public enum FeeCredential { MedicalDoctor, OtherPhysician }

/// <param name="Credential">Null: any.</param>
/// <param name="Amount">US dollars; null: the law has one that was not found.</param>
public sealed record FeeAmount(FeeService Service, int Reviewers, FeeCredential? Credential, decimal? Amount);

/// <summary>The fees of a period, chosen by the day on which the application was received.</summary>
public sealed record FeePeriod(string Id, DateRange Effective, string Citation, RuleStatus Status, IReadOnlyList<FeeAmount> Amounts);

/// <summary>All fees by period, without a gap from 2013 on (<c>Data/fees.yaml</c>).</summary>
public sealed class FeeSchedule
{
    private const string File = "fees.yaml";
    private static readonly Lazy<FeeSchedule> Embedded = new(() => Load(YamlData.Embedded(File)));

    private FeeSchedule(IReadOnlyList<FeePeriod> periods) => Periods = periods;

    /// <summary>The fees that this program carries.</summary>
    public static FeeSchedule Default => Embedded.Value;

    /// <summary>By date, the oldest first. The last one has no end.</summary>
    public IReadOnlyList<FeePeriod> Periods { get; }

    /// <summary>Reads fees in the form of <c>Data/fees.yaml</c>.</summary>
    /// <exception cref="DataFileException">Not YAML of this form, or there are gaps, overlaps, unknown words, doubled or negative amounts: all are listed.</exception>
    public static FeeSchedule Load(string yaml)
    {
        var faults = new DataFaults();
        var periods = new FeeReader(faults).Read(YamlData.Read<FeeFile>(yaml, File));
        faults.ThrowIfAny(File);
        return new FeeSchedule(periods);
    }

    /// <summary>What the claims administrator owes for a case, as far as it is known.</summary>
    public Fee Of(FeeQuestion question)
    {
        var period = Periods.LastOrDefault(p => p.Effective.Start <= question.ReceivedOn) ?? Periods[0];
        if (question.End == FeeEnd.NeverAssigned)
            return new Fee(period.Id, null, null, period.Citation, RuleStatus.Draft, "The case was never assigned; whether anything is owed is not known.");
        var service = ServiceOf(question, period);
        List<FeeAmount> fitting = [.. period.Amounts.Where(a => Fits(a, service, question))];
        var unknown = fitting switch
        {
            [] => $"No amount for {question.Reviewers} reviewers is known in this period.",
            [{ Amount: null }] => "The amount of this period was not found.",
            [_] => null,
            _ => "It depends on whether the reviewer is an MD or DO.",
        };
        // Which of the two an expedited dispute over drugs alone pays is not known: the expedited one is taken, as draft.
        var status = service == FeeService.Expedited && question.PharmacyOnly ? RuleStatus.Draft : period.Status;
        return new Fee(period.Id, service, unknown is null ? fitting[0].Amount : null, period.Citation, status, unknown);
    }

    private static FeeService ServiceOf(FeeQuestion question, FeePeriod period) => question.End switch
    {
        FeeEnd.StoppedBeforeReviewer => FeeService.StoppedBeforeReviewer,
        FeeEnd.StoppedAfterReviewer => FeeService.StoppedAfterReviewer,
        _ when question.Priority == Priority.Expedited => FeeService.Expedited,
        _ when question.PharmacyOnly && period.Amounts.Any(a => a.Service == FeeService.PharmacyOnly) => FeeService.PharmacyOnly,
        _ => FeeService.Standard,
    };

    private static bool Fits(FeeAmount amount, FeeService service, FeeQuestion question)
        => amount.Service == service
            && (amount.Reviewers == question.Reviewers || service is FeeService.StoppedBeforeReviewer or FeeService.StoppedAfterReviewer)
            && (amount.Credential is null || question.Credential is null || amount.Credential == question.Credential);
}

/// <summary>How far a review came, as its fee sees it.</summary>
public enum FeeEnd
{
    /// <summary>A determination was issued, or the review still runs towards one.</summary>
    Determined,

    /// <summary>It ended in the preliminary review, before it was assigned.</summary>
    NeverAssigned,
    StoppedBeforeReviewer,
    StoppedAfterReviewer,
}

/// <param name="ReceivedOn">The day on which the application was received: chooses the period.</param>
/// <param name="Reviewers">How many decide; 1 by default.</param>
/// <param name="Credential">Null when it is not known: the fee is then unknown where it hangs on it.</param>
public sealed record FeeQuestion(DateOnly ReceivedOn, Priority Priority, bool PharmacyOnly, FeeEnd End, int Reviewers = 1, FeeCredential? Credential = null);

/// <param name="Service">Null when the case was never assigned.</param>
/// <param name="Amount">US dollars; null when it is not known, with why.</param>
public sealed record Fee(string PeriodId, FeeService? Service, decimal? Amount, string Citation, RuleStatus Status, string? Unknown);
