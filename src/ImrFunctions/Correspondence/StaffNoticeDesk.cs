using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Eligibility;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.Extensions.Logging;

namespace ImrFunctions.Correspondence;

/// <summary>What is sent to staff: ids and codes only.</summary>
/// <param name="Sending">1 for the first.</param>
public sealed record StaffNoticeMessage(
    int SchemaVersion, string NoticeId, CaseNumber CaseNumber, int Round, StaffNoticeKind Kind, string Code, Priority Priority, IReadOnlyList<string> To, int Sending, DateTimeOffset CreatedAt) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>Carries staff notices; a pager's or chat's adapter replaces the local one.</summary>
public interface IStaffNoticeSender
{
    /// <summary>The same sending may come again after a crash.</summary>
    Task SendAsync(StaffNoticeMessage message, CancellationToken cancellation);
}

/// <summary>A file a sending (<c>notices/{noticeId}-{sending}.json</c>).</summary>
public sealed class FileNoticeSender(IOutgoingFiles files) : IStaffNoticeSender
{
    public Task SendAsync(StaffNoticeMessage message, CancellationToken cancellation)
        => files.WriteAsync($"notices/{message.NoticeId}-{message.Sending}.json", ImrJson.WriteBytes(message), "application/json", cancellation);
}

/// <summary>Makes staff notices of messages, sends them further until somebody acknowledges them, and closes those whose cause went away.</summary>
public sealed class StaffNoticeDesk(
    StaffNoticeStore store, CaseRegister register, CorrespondenceStore items, IStaffNoticeSender sender, TimeProvider time, ILogger<StaffNoticeDesk> logger)
{
    private const int PerPass = 500;

    public async Task DeliverAsync(Notification notification, CancellationToken cancellation)
    {
        var cause = StaffNoticeCause.Parse(notification.Reference) ?? throw new InvalidDataException("A staff notice's message says no cause.");
        var rule = EscalationRules.Default.For(cause.Kind, cause.Code, cause.Priority);
        var at = notification.At ?? time.GetUtcNow();
        var to = await ResolveAsync(rule.Levels[0].To, cause.ReviewerId, notification.Review, cancellation);
        var notice = new StaffNotice(
            StaffNotice.CurrentSchemaVersion, notification.MessageId, notification.Review, cause.Kind, cause.Code, cause.Priority, cause.ReviewerId, at, 1, 1, [to], rule.At(at, 1), null, null);
        await SendAsync(notice, cancellation);
        await store.CreateAsync(notification, notice, cancellation);
    }

    /// <summary>Sends further what is due and nobody has acknowledged.</summary>
    /// <returns>How many were sent further.</returns>
    public async Task<int> EscalateAsync(CancellationToken cancellation)
    {
        var sent = 0;
        foreach (var (id, key) in await store.DueAsync(time.GetUtcNow(), PerPass, cancellation))
        {
            try
            {
                sent += await EscalateAsync(id, key, cancellation) ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError("Notice {NoticeId} was not sent further: {Code}, {Type}.", id, FailureMiddleware.Classify(e), e.GetType().Name);
            }
        }

        return sent;
    }

    /// <summary>Closes a notice by somebody who was told. A repeat changes nothing.</summary>
    /// <returns>Null when there is no such notice for this caller.</returns>
    public async Task<StaffNotice?> AcknowledgeAsync(string id, Principal caller, CancellationToken cancellation)
    {
        while (true)
        {
            if (await store.FindAsync(id, cancellation) is not { } stored || !stored.Notice.To.Contains(AddressOf(caller), StringComparer.Ordinal))
                return null;
            if (stored.Notice.ClosedBy is not null)
            {
                await store.UnlistAsync(stored.Notice, cancellation);
                return stored.Notice;
            }

            var closed = stored.Notice with { ClosedBy = caller.ToString(), ClosedAt = time.GetUtcNow() };
            if (await store.ReplaceAsync(stored, closed, cancellation))
                return closed;
        }
    }

    /// <summary>The list that is a caller's own: a reviewer's by id, else the role's.</summary>
    public static string AddressOf(Principal caller) => caller.Role == Role.Reviewer ? caller.ToString() : caller.Role.ToString();

    private async Task<bool> EscalateAsync(string id, string key, CancellationToken cancellation)
    {
        // Listed before its notice stands: the message comes again.
        if (await store.FindAsync(id, cancellation) is not { Notice: var notice } stored)
            return false;
        var now = time.GetUtcNow();
        if (notice.ClosedBy is not null || notice.NextAt > now)
        {
            // A crash left the row behind.
            await store.ForgetDueAsync(key, cancellation);
            return false;
        }

        if (await IsOverAsync(notice, cancellation))
        {
            await store.ReplaceAsync(stored, notice with { ClosedBy = StaffNotice.System, ClosedAt = now }, cancellation);
            return false;
        }

        var rule = EscalationRules.Default.For(notice.Kind, notice.Code, notice.Priority);
        var due = rule.DueBy(notice.CreatedAt, now);
        var level = Math.Min(due, rule.Levels.Count);
        var to = new List<string>(notice.To);
        foreach (var next in rule.Levels.Skip(notice.Level).Take(level - notice.Level))
            to.Add(await ResolveAsync(next.To, notice.ReviewerId, notice.Review, cancellation));
        var further = notice with { Level = level, Sent = due, To = [.. to.Distinct(StringComparer.Ordinal)], NextAt = rule.At(notice.CreatedAt, due) };
        await SendAsync(further, cancellation);
        if (await store.ReplaceAsync(stored, further, cancellation))
            return true;
        // Somebody acknowledged it at this moment: nobody is to be told now.
        foreach (var late in further.To.Except(notice.To))
            await store.UnlistAsync(further, late, cancellation);
        await store.UnlistAsync(further, cancellation);
        return false;
    }

    private Task SendAsync(StaffNotice notice, CancellationToken cancellation)
        => sender.SendAsync(
            new StaffNoticeMessage(
                StaffNoticeMessage.CurrentSchemaVersion, notice.Id, notice.Review.CaseNumber, notice.Review.Round, notice.Kind, notice.Code, notice.Priority, notice.To, notice.Sent, notice.CreatedAt),
            cancellation);

    /// <summary>A role, or the reviewer by id; an operator when nobody has the case.</summary>
    private async Task<string> ResolveAsync(string to, string? reviewerId, ReviewKey review, CancellationToken cancellation)
    {
        if (to != EscalationRules.Reviewer)
            return to;
        var record = reviewerId is null ? await register.TryGetAsync(review.CaseNumber, cancellation) : null;
        return (reviewerId ?? record?.ReviewerId ?? record?.Offer?.ReviewerId) is { } id ? $"{Role.Reviewer}:{id}" : Role.Operator.ToString();
    }

    /// <summary>Whether what the notice is about has been done: nobody needs to be told further. A breach stays until a person has seen it.</summary>
    private async Task<bool> IsOverAsync(StaffNotice notice, CancellationToken cancellation)
    {
        if (notice.Kind == StaffNoticeKind.Breach)
            return false;
        if (notice.Kind == StaffNoticeKind.ReturnedMail)
            return await items.FindAsync(notice.Review.CaseNumber, notice.Code, cancellation) is not { Item.State: OutgoingState.Returned };
        if (await register.TryGetAsync(notice.Review.CaseNumber, cancellation) is not { Open: true } record || record.Review != notice.Review)
            return true;
        return notice.Kind switch
        {
            StaffNoticeKind.NewOffer => record.Offer?.OfferId != notice.Code,
            StaffNoticeKind.NeedsAttention => record.Attention?.Code != notice.Code,
            // She has taken note of it by signing, or the case is another's.
            StaffNoticeKind.RecordsChanged => record.Stage is ReviewStage.AwaitingRelease or ReviewStage.Issued || !record.Reviewers.Contains(notice.ReviewerId),
            StaffNoticeKind.UrgentFinding => record.Eligibility is EligibilityOutcome.Eligible or EligibilityOutcome.Ineligible,
            _ => IsDone(record, notice.Code),
        };
    }

    private static bool IsDone(CaseRecord record, string code)
        => code switch
        {
            "AdFinding" => record.Eligibility is EligibilityOutcome.Eligible or EligibilityOutcome.Ineligible,
            "Release" => record.Stage != ReviewStage.AwaitingRelease,
            _ => record.Deadlines.FirstOrDefault(d => d.Deadline.RuleId == code) is { MetAt: not null },
        };
}
