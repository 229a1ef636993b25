using Imr.Core.Cases;

namespace Imr.Core.Records;

/// <summary>Whether the records that the claims administrator owes are here (8 CCR 9792.10.5(a)(1)), as far as kinds and names can tell.</summary>
public static class RecordsCompleteness
{
    /// <summary>Owed in every case: the physicians' reports, and the request for authorization that the dispute is about (domain.md §1.9).</summary>
    public static IReadOnlyList<DocumentKind> RequiredKinds { get; } = [DocumentKind.MedicalReport, DocumentKind.RequestForAuthorization];

    /// <summary>
    /// A listed document is here when one with its name is (upper and lower case are the same). If the list gives a hash, the content decides: a document of that content under
    /// any name is it, one of the same name with other content is not. A document that is kept back as a whole is of no kind: nothing can rest on it. If it is
    /// only sealed it has arrived all the same.
    /// </summary>
    public static RecordsAssessment Assess(ImrApplication application, IReadOnlyList<CaseDocument> documents)
    {
        List<DocumentKind> missingKinds = [.. RequiredKinds.Where(kind => !documents.Any(d => d.InRecord && d.Kind == kind))];
        List<string> missingListed = [.. application.Documents.Where(listed => !documents.Any(d => IsListed(listed, d))).Select(l => l.Name)];
        return new RecordsAssessment(missingKinds.Count == 0 && missingListed.Count == 0, missingKinds, missingListed, !documents.Any(IsMedical));
    }

    private static bool IsListed(ListedDocument listed, CaseDocument document)
        => (document.InRecord || document.Withheld.All(w => w.Kind is WithholdingKind.Sealed or WithholdingKind.Split)) && HasContent(listed, document);

    private static bool HasContent(ListedDocument listed, CaseDocument document)
        => listed.Sha256 is null ? document.Has(listed.Name) : listed.Sha256 == document.Sha256;

    /// <summary>9792.10.6(b)(2): a determination may rest on documents of the employee or physician, never on the UR decision alone. Forms and letters are no medical evidence.</summary>
    private static bool IsMedical(CaseDocument document) => document is { InRecord: true, Kind: DocumentKind.MedicalReport or DocumentKind.AdditionalInformation };
}
