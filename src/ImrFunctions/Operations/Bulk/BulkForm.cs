using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using ImrFunctions.Operations.Attention;

namespace ImrFunctions.Operations.Bulk;

/// <summary>Checks a request for many cases: every problem at once.</summary>
internal static class BulkForm
{
    /// <summary>Cases of one bulk. More are done in several.</summary>
    public const int MaxCases = 500;

    public static BulkRequest? Read(BulkBody body, List<ApplicationProblem> problems)
    {
        var action = OneOf<BulkAction>(body.Action, "$.action", problems);
        if (body.Action is null)
            problems.Add(new ApplicationProblem("$.action", "Missing.", string.Join(", ", Enum.GetNames<BulkAction>())));
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > NoteFunctions.MaxText)
            problems.Add(new ApplicationProblem("$.reason", "Missing or too long.", $"Why, for the record: at most {NoteFunctions.MaxText} characters."));
        if (action == BulkAction.HandOver && (body.To is null || !OperatorId.IsValid(body.To)))
            problems.Add(new ApplicationProblem("$.to", "Not an operator's id.", "1 to 64 letters, digits or hyphens, such as op-2."));
        if (action is not null and not BulkAction.HandOver && body.To is not null)
            problems.Add(new ApplicationProblem("$.to", "Not for this action.", "Leave it out, or HandOver."));
        var cause = OneOf<ReviewerChangeCause>(body.Cause, "$.cause", problems);
        if (action == BulkAction.Reassign && body.Cause is null)
            problems.Add(new ApplicationProblem("$.cause", "Missing.", string.Join(", ", Enum.GetNames<ReviewerChangeCause>())));
        if (action is not null and not BulkAction.Reassign && body.Cause is not null)
            problems.Add(new ApplicationProblem("$.cause", "Not for this action.", "Leave it out, or Reassign."));
        if (body.PreviewId is { } id && !Ledger.OperationLedger.IsId(id))
            problems.Add(new ApplicationProblem("$.previewId", "Not the id of a preview.", "The previewId of POST /api/bulk/preview."));
        var filter = body.Filter ?? new BulkFilterBody(null, null, null, null);
        if (filter is { Code: null, Stage: null, OrganizationId: null, CaseNumbers: null })
            problems.Add(new ApplicationProblem("$.filter", "Says nothing.", "At least one of code, stage, organizationId, caseNumbers."));
        var stage = OneOf<ReviewStage>(filter.Stage, "$.filter.stage", problems);
        var numbers = Numbers(filter.CaseNumbers, problems);
        return problems.Count > 0
            ? null
            : new BulkRequest(BulkRequest.CurrentSchemaVersion, action!.Value, filter.Code, stage, filter.OrganizationId, numbers, body.Reason!.Trim(), body.To) { Cause = cause };
    }

    private static IReadOnlyList<CaseNumber>? Numbers(IReadOnlyList<string>? given, List<ApplicationProblem> problems)
    {
        if (given is null)
            return null;
        if (given.Count is 0 or > MaxCases)
            problems.Add(new ApplicationProblem("$.filter.caseNumbers", "Empty or too many.", $"1 to {MaxCases} case numbers."));
        var numbers = new SortedSet<string>(StringComparer.Ordinal);
        for (var n = 0; n < given.Count; n++)
        {
            if (CaseNumber.TryParse(given[n], null, out var number))
                numbers.Add(number.Value);
            else
                problems.Add(new ApplicationProblem($"$.filter.caseNumbers[{n}]", "Not a case number.", "Such as CM26-0000123."));
        }

        return [.. numbers.Select(n => CaseNumber.Parse(n))];
    }

    private static T? OneOf<T>(string? text, string path, List<ApplicationProblem> problems)
        where T : struct, Enum
    {
        if (text is null)
            return null;
        if (Enum.GetNames<T>().Contains(text, StringComparer.Ordinal))
            return Enum.Parse<T>(text);
        problems.Add(new ApplicationProblem(path, "Not a word that is known here.", string.Join(", ", Enum.GetNames<T>())));
        return null;
    }
}
