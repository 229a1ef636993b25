using Imr.Core.Cases;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Tests.Hosting;

/// <summary>A case that stands in the register and has no running review: for tests of the register itself.</summary>
internal sealed class RegisteredCase(TestApp app, CaseRecord record)
{
    public ReviewKey Review => record.Review;

    public IndexEntry Entry => IndexEntry.Of(record);

    public static async Task<RegisteredCase> AddAsync(TestApp app, string number, string organization = "ORG-X", ReviewStage stage = ReviewStage.Received, DateTimeOffset? arrived = null)
    {
        var at = arrived ?? new DateTimeOffset(2026, 10, 2, 17, 0, 0, TimeSpan.Zero);
        var record = CaseRecord.New(new ReviewKey(CaseNumber.Parse(number), 1), stage, at, DateOnly.FromDateTime(at.UtcDateTime), at) with { OrganizationId = organization };
        (await app.Get<CaseRegister>().RegisterAsync(record, [], CancellationToken.None)).ShouldBeTrue();
        return new RegisteredCase(app, record);
    }

    public CaseChange Change(int seq, ReviewStage stage) => new(Review, seq, stage, record.FirstArrival.AddMinutes(seq));

    public Task<string> AdvanceAsync(CaseChange change, string? tag = null) => app.Get<CaseRegister>().AdvanceAsync(change, Entry, tag, CancellationToken.None);

    public Task<CaseRecord> ReadAsync() => app.Get<CaseRegister>().GetAsync(Review.CaseNumber, CancellationToken.None);

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync() => app.Get<CaseRegister>().TimelineAsync(Review.CaseNumber, CancellationToken.None);
}
