using Imr.Core.Cases;
using Imr.Core.Letters;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Letters;

/// <summary>Issued letters (blobs <c>letters/{caseNumber}/r{n}/v{m}/final-determination.*</c>): create-only, hash in metadata.</summary>
public sealed class LetterStore(CaseStorage storage)
{
    public async Task CreateAsync(ReviewKey review, RenderedLetter letter, CancellationToken cancellation)
    {
        var version = letter.Model.Version;
        // The model first: whatever else is missing after a crash can be rendered from it.
        await storage.Letters.CreateAsync(Name(review.CaseNumber, review.Round, version, "json"), letter.Json, "application/json", cancellation);
        await storage.Letters.CreateAsync(Name(review.CaseNumber, review.Round, version, "txt"), letter.Text, "text/plain; charset=utf-8", cancellation);
        await storage.Letters.CreateAsync(Name(review.CaseNumber, review.Round, version, "html"), letter.Html, "text/html; charset=utf-8", cancellation);
    }

    public Task<BinaryData?> TryReadAsync(CaseNumber caseNumber, int round, int version, string format, CancellationToken cancellation)
        => storage.Letters.TryReadAsync(Name(caseNumber, round, version, format), cancellation);

    private static string Name(CaseNumber caseNumber, int round, int version, string format) => $"{caseNumber}/r{round}/v{version}/final-determination.{format}";
}
