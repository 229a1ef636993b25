using Imr.Core.Cases;
using Imr.Core.Guidelines;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Evaluation;

/// <summary>The machine's draft of a round (blob <c>evaluations/{caseNumber}/r{n}.json</c>): not shown before the reviewer's own view is stored.</summary>
public sealed class EvaluationStore(CaseStorage storage)
{
    /// <summary>A repeat may find newer records; the last one stands, since it is only a draft.</summary>
    public Task StoreAsync(ReviewKey review, CaseEvaluation evaluation, CancellationToken cancellation)
        => storage.Evaluations.GetBlobClient(Name(review)).UploadAsync(BinaryData.FromBytes(ImrJson.WriteBytes(evaluation)), overwrite: true, cancellation);

    public Task<CaseEvaluation?> TryReadAsync(ReviewKey review, CancellationToken cancellation)
        => storage.Evaluations.TryReadJsonAsync<CaseEvaluation>(Name(review), cancellation);

    private static string Name(ReviewKey review) => $"{review.CaseNumber}/r{review.Round}.json";
}
