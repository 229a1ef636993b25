using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations.Calendar;

namespace ImrFunctions.Review;

/// <summary>What steps share: the time, the change that a step makes, the application, the law in force.</summary>
public sealed class StepContext(TimeProvider time, CaseStorage storage, ImmutableCache cache, FactStore facts, Calendars calendars)
{
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The change that this step makes: its number, the stage it leaves, the facts it takes.</summary>
    public CaseChange Change(StepInput input, ReviewStage stage)
        => new CaseChange(input.Review, input.Seq, stage, Now).Leave(input.From).Consume(input.Consumed);

    /// <summary>A step that leaves the register as it is still takes its facts.</summary>
    public async Task<StepResult> UnchangedAsync(StepInput input, CancellationToken cancellation)
    {
        foreach (var fact in input.Consumed)
            await facts.MarkConsumedAsync(input.Review, fact, cancellation);
        return new StepResult(input.Tag ?? "", input.From);
    }

    /// <summary>The same for what was said and changes nothing.</summary>
    public async Task<ChangeResult> NoChangeAsync(StepInput input, CancellationToken cancellation)
    {
        var unchanged = await UnchangedAsync(input, cancellation);
        return new ChangeResult(unchanged.Tag, unchanged.Stage);
    }

    /// <summary>The State's holidays and the closures that operators stored.</summary>
    public BusinessCalendar Calendar => calendars.InForce;

    /// <summary>The accepted copy of the application, read by the reader that accepted it: what it took it can read. A step that reads it computes by the calendar in force.</summary>
    public async Task<ImrApplication> ApplicationAsync(CaseNumber caseNumber, ContentHash hash, CancellationToken cancellation)
    {
        await calendars.EnsureFreshAsync(cancellation);
        var key = $"application {hash}";
        if (cache.Find<ImrApplication>(key) is { } kept)
            return kept;
        var bytes = await storage.Records.TryReadAsync($"{caseNumber}/{hash}", cancellation) ?? throw new InvalidOperationException("The accepted copy of an application is missing.");
        var application = ApplicationReader.ReadAccepted(bytes.ToMemory().Span, caseNumber).Application ?? throw new InvalidDataException("The accepted copy of an application can't be read.");
        return cache.Keep(key, application, bytes.ToMemory().Length);
    }

    /// <summary>What of the application is in review for this step: without the items that left it, with the priority in force.</summary>
    public async Task<ImrApplication> InReviewAsync(StepInput input, CancellationToken cancellation)
        => InReview.Of(await ApplicationAsync(input.Review.CaseNumber, input.Application, cancellation), input.Entry.Priority, input.ClosedItems ?? []);

    /// <summary>The same by the register; by a certain copy of the application if one is named.</summary>
    public async Task<ImrApplication> InReviewAsync(CaseRecord record, CancellationToken cancellation, ContentHash? application = null)
        => InReview.Of(
            await ApplicationAsync(record.Review.CaseNumber, application ?? record.ApplicationHash ?? throw new InvalidOperationException("The case has no application."), cancellation),
            record.Priority, record.ClosedItemIds);

    /// <summary>The rules of law in force on the UR decision date, with the calendar in force.</summary>
    public DeadlineCalculator Deadlines(ImrApplication application) => new(Rules(application), Calendar);

    public static RuleSet Rules(ImrApplication application) => RuleSetLibrary.Default.ForUrDecision(application.UrDecision.DecisionDate);

    public async Task<StoredFact> FactAsync(StepInput input, CancellationToken cancellation)
        => await facts.ReadAsync(input.Review, input.Fact!.FactId, cancellation);
}
