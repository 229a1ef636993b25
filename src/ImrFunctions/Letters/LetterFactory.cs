using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using Imr.Core.Letters;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Determination;
using ImrFunctions.Review;

namespace ImrFunctions.Letters;

/// <summary>
/// Makes the letter of a draft for a day. The releaser sees it, and the release step makes it again for the day of the release: the same facts give the same
/// bytes, so the hash that was released is the hash that is issued.
/// </summary>
public sealed class LetterFactory(StepContext step, FactStore facts)
{
    /// <param name="day">The letter's date: the appeal period runs from its mailing (LC 4610.6(h)).</param>
    public async Task<RenderedLetter> MakeAsync(CaseSnapshot snapshot, Draft draft, DateOnly day, CancellationToken cancellation)
    {
        var (record, review) = (snapshot.Record, snapshot.Record.Review);
        var application = await step.InReviewAsync(record, cancellation, draft.Application);
        var determination = await DeterminationAsync(review, draft, cancellation);
        var appeal = Appeal(application, day);
        return RenderedLetter.Render(LetterBuilder.Build(new LetterFacts(
            review, record.Origin?.LetterVersion ?? 1, draft.AssignedOn, day, record.ReceivedOn, application, determination, draft.Credentials, snapshot.InRecord, appeal.DueOn, appeal.Citation)
        {
            Corrects = await CorrectedAsync(record, cancellation),
            Reviewers = draft.Parts is { } parts ? [.. parts.Select(p => new LetterPart(p.ItemIds, p.Credentials))] : null,
        }));
    }

    /// <summary>One determination of all items; of a shared case, what each reviewer signed of her own.</summary>
    private async Task<Imr.Core.Determinations.Determination> DeterminationAsync(ReviewKey review, Draft draft, CancellationToken cancellation)
    {
        var signed = new List<Imr.Core.Determinations.Determination>();
        foreach (var fact in draft.Parts?.Select(p => p.DeterminationFact) ?? [draft.DeterminationFact])
            signed.Add((await facts.ReadAsync(review, fact, cancellation)).Read<Imr.Core.Determinations.Determination>());
        return signed.Count == 1
            ? signed[0]
            : signed[0] with
            {
                ClinicalCaseSummary = string.Join("\n\n", signed.Select(s => s.ClinicalCaseSummary.Trim()).Distinct(StringComparer.Ordinal)),
                Items = [.. signed.SelectMany(s => s.Items)],
            };
    }

    /// <summary>For a corrected letter: the one that it replaces, and the order's reason.</summary>
    private async Task<LetterCorrection?> CorrectedAsync(CaseRecord record, CancellationToken cancellation)
        => record.Origin is { Kind: RoundKind.Correction } origin && record.Letters.LastOrDefault(l => l.Round < record.Review.Round) is { } replaced
            ? new LetterCorrection(PacificTime.LegalDay(replaced.IssuedAt), (await facts.ReadAsync(record.Review, origin.FactId, cancellation)).Read<Correction>().Reason)
            : null;

    /// <summary>30 days of mailing, five more in California.</summary>
    internal Deadline Appeal(ImrApplication application, DateOnly day)
        => step.Deadlines(application).Compute(DeadlineIds.Appeal, day, ServiceMethod.MailInCalifornia);
}
