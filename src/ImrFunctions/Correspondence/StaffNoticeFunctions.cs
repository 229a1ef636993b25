using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Correspondence;

/// <summary>Staff notices over HTTP: one's own, and their acknowledgement.</summary>
public sealed class StaffNoticeFunctions(StaffNoticeStore store, StaffNoticeDesk desk)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    [Function(nameof(GetNotices))]
    public async Task<IResult> GetNotices(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/notices")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var limit = DefaultLimit;
        if (request.Query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
            return Problem.Of(400, "The list can't be made.", context.InvocationId, [new ApplicationProblem("query limit", "Not a number of rows.", $"1 to {MaxLimit}")]);
        var after = request.Query["continuation"].ToString() is { Length: > 0 } token ? token : null;
        var page = await store.OfAsync(StaffNoticeDesk.AddressOf(request.Caller()), Math.Min(limit, MaxLimit), after, cancellation);
        return Results.Json(new NoticesView(page.Notices, page.Continuation), ImrJson.Options);
    }

    /// <summary>Ends the escalation. Only for who was told; a repeat is answered as the first was.</summary>
    [Function(nameof(PostAcknowledge))]
    public async Task<IResult> PostAcknowledge(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/notices/{id}/acknowledge")] HttpRequest request,
        string id, FunctionContext context, CancellationToken cancellation)
        => await desk.AcknowledgeAsync(id, request.Caller(), cancellation) is { } notice
            ? Results.Json(new NoticeView(notice.Id, notice.Review.CaseNumber, notice.Kind, notice.Code, notice.ClosedBy, notice.ClosedAt), ImrJson.Options)
            : Problem.Of(404, "There is no such notice.", context.InvocationId);
}
