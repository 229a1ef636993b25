namespace ImrFunctions.Intake.Text.Service;

// What Document Intelligence answers (REST, api-version 2024-11-30): only the members that are used.

/// <summary>An operation as it stands.</summary>
/// <param name="Status"><c>notStarted</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c>, <c>canceled</c> or <c>skipped</c>.</param>
internal sealed record AnalyzeOperation(string? Status, AnalyzeResult? AnalyzeResult, ServiceError? Error);

internal sealed record AnalyzeResult(IReadOnlyList<AnalyzedPage>? Pages);

/// <param name="Unit"><c>inch</c> for PDFs, <c>pixel</c> for pictures.</param>
internal sealed record AnalyzedPage(int PageNumber, double? Width, double? Height, string? Unit, IReadOnlyList<AnalyzedWord>? Words, IReadOnlyList<AnalyzedLine>? Lines);

internal sealed record AnalyzedWord(string? Content, double? Confidence);

/// <param name="Polygon">x and y of each corner, clockwise from the top left, in the page's unit.</param>
internal sealed record AnalyzedLine(string? Content, IReadOnlyList<double>? Polygon);

internal sealed record ServiceFailure(ServiceError? Error);

internal sealed record ServiceError(string? Code, ServiceError? Innererror, IReadOnlyList<ServiceError>? Details)
{
    /// <summary>The code, then those that say more.</summary>
    public IEnumerable<string> Codes
        => [.. Code is null ? [] : (string[])[Code], .. Innererror?.Codes ?? [], .. (Details ?? []).SelectMany(d => d.Codes)];
}
