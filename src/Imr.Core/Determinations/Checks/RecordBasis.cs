using Imr.Core.Cases;

namespace Imr.Core.Determinations.Checks;

/// <summary>The records behind the determination: QC13, more than the UR decision (9792.10.6(b)(2)); QC36, the ones that were signed for.</summary>
internal static class RecordBasis
{
    public static IEnumerable<QualityFinding> Check(QualityInput input)
    {
        var medical = input.Documents.Count(d => d.Kind is DocumentKind.MedicalReport or DocumentKind.RequestForAuthorization or DocumentKind.AdditionalInformation);
        yield return new("QC13", QualitySeverity.Block, medical > 0, null,
            medical > 0 ? "The records are more than the UR decision." : "No determination may rest on the UR decision alone: a medical document is needed.",
            [.. input.Documents.CountBy(d => d.Kind).OrderBy(k => k.Key).Select(k => $"{k.Key}={k.Value}")]);

        var same = input.Determination.RecordsHash == input.RecordsHash;
        yield return new("QC36", QualitySeverity.Block, same, null,
            same ? "The records are those that were reviewed." : "The records changed after the review: look at them again and sign for the present set.",
            [$"signed={input.Determination.RecordsHash}", $"present={input.RecordsHash}"]);
    }
}
