using System.Text;
using Imr.Core.Cases;
using Imr.Core.Guidelines;
using Imr.Core.Matching;
using Imr.Core.Records;

namespace Imr.Core.Tests.Guidelines;

/// <summary>Invented records and applications.</summary>
internal static class Evidence
{
    public static readonly DateOnly Today = new(2026, 2, 2);

    public static readonly Treatment NeckMri = new("imaging-spine", BodyRegion.Cervical, "MRI", "application");
    public static readonly Treatment NeckCt = NeckMri with { Modality = "CT" };
    public static readonly Treatment BackMri = NeckMri with { Region = BodyRegion.Lumbar };

    public static RecordSetEntry Document(DocumentKind kind, params string[] pages)
    {
        var sha = ContentHash.Of(Encoding.UTF8.GetBytes($"{kind}{string.Join('|', pages)}"));
        return new(
            new CaseDocument(sha, kind, "report.pdf", new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), pages.Length, pages.All(p => p.Length > 0)),
            new RecordText(1, sha, [.. pages.Select((p, i) => new RecordPage(i + 1, p.Length > 0, p))]));
    }

    public static RecordSet Report(params string[] pages) => new([Document(DocumentKind.MedicalReport, pages)], Complete: false);

    public static DisputedItem Item => new("1", "MRI of the cervical spine", [], null, UrOutcome.Denied, null, null);

    public static ItemEvaluation Evaluate(Treatment treatment, RecordSet records, DateOnly? day = null) => GuidelineEvaluator.Evaluate(Item, treatment, records, GuidelineLibrary.Default, day ?? Today);

    public static CriterionResult Criterion(string id, string text, Treatment? treatment = null) => Criterion(id, Report(text), treatment);

    public static CriterionResult Criterion(string id, RecordSet records, Treatment? treatment = null)
        => Evaluate(treatment ?? NeckCt, records).Criteria.Single(c => c.CriterionId == id);

    public static ImrApplication Application()
        => new(
            1, CaseNumber.Parse("CM26-0000123"), Priority.Standard, Today, null, new LiabilityDispute(false, null), new InjuredWorker("Pat", "Doe", null, null, null),
            new Claim("CL-1", new DateOnly(2025, 5, 5), null, null), new Employer("Works", "95-0000002"), new ClaimsAdministrator("CA-PACIFICCREST", "Pacific Crest", "95-0000003", null, null), null,
            new RequestingPhysician("Ann", "Vale", Npi.Parse("1434640979"), "PM&R", null, "95-0000001", null), [], [],
            new UrDecision(Today, Today, ServiceMethod.Personal, UrOutcome.Denied, false, "URO-GOLDENSTATE", Npi.Parse("1529923124"), false), [Item], []);
}
