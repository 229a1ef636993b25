using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Tests.Cases;

namespace Imr.Core.Tests.Records;

/// <summary>The parts of the records package (8 CCR 9792.10.5(a)(1)) and what of it is missing.</summary>
public sealed class RecordsReportTests
{
    private static readonly ImrApplication Application = SampleApplication.Application with
    {
        Documents = [],
        DisputedItems = [.. SampleApplication.Application.DisputedItems.Select(i => i with { RfaDate = null })],
    };

    [Fact]
    public void Each_part_says_what_is_here_and_what_is_owed_with_its_citation()
    {
        var report = RecordsReport.Of(Application, [Entry("a", DocumentKind.MedicalReport, "Date of visit: 05/20/2025"), Entry("u", DocumentKind.UrDecision, "x")]);

        report.Kinds.Select(k => (k.Kind.Code, k.Documents, k.Missing)).ShouldBe(
        [
            ("REC_A_REPORTS", 1, false), ("REC_B_APPLICATION", 0, false), ("REC_C_INFO_TO_EMPLOYEE", 0, false), ("REC_D_SUPPORT", 0, true), ("REC_E_OTHER", 1, false), ("REC_F_RESPONSE", 0, false),
        ]);
        report.Kinds.ShouldAllBe(k => k.Kind.Citation.StartsWith("8 CCR 9792.10.5(a)(1)", StringComparison.Ordinal));
        report.Assessment.MissingKinds.ShouldBe([DocumentKind.RequestForAuthorization]);
    }

    [Fact]
    public void Reports_are_held_against_the_six_months_before_the_request()
    {
        var report = RecordsReport.Of(Application,
        [
            Entry("rfa", DocumentKind.RequestForAuthorization, "REQUEST FOR AUTHORIZATION\nNew request      Date: 08/18/2026\nDate of injury: 01/02/2020"),
            Entry("in", DocumentKind.MedicalReport, "Date of visit: 02/18/2026"),
            Entry("out", DocumentKind.MedicalReport, "Date of service: February 17, 2026"),
            Entry("both", DocumentKind.MedicalReport, "DOS: 1/1/2020\nDOS: 2026-08-01"),
            Entry("none", DocumentKind.MedicalReport, "Date of injury: 03/03/2026"),
        ]);

        report.Reports.ShouldBe(new ReportsOfSixMonths(new ReportWindow(new DateOnly(2026, 2, 18), new DateOnly(2026, 8, 18)), 2, 1, 1));
        report.Reports.MayBeMissing.ShouldBeFalse();
    }

    [Fact]
    public void Reports_that_are_all_too_old_may_be_missing_and_without_the_day_of_the_request_nothing_is_said()
    {
        var old = Entry("out", DocumentKind.MedicalReport, "Date of service: 01/01/2020");
        RecordsReport.Of(Application, [old, Entry("rfa", DocumentKind.RequestForAuthorization, "Date: 08/18/2026")]).Reports.MayBeMissing.ShouldBeTrue();
        RecordsReport.Of(Application, [old]).Reports.ShouldSatisfyAllConditions(r => r.Window.ShouldBeNull(), r => r.MayBeMissing.ShouldBeFalse());
    }

    [Fact]
    public void The_day_that_the_application_gives_goes_before_the_one_that_a_record_states()
    {
        var dated = Application with { DisputedItems = [Application.DisputedItems[0] with { RfaDate = new DateOnly(2026, 8, 7) }] };
        RecordsReport.Of(dated, [Entry("rfa", DocumentKind.RequestForAuthorization, "Date: 08/18/2026")]).Reports.Window!.To.ShouldBe(new DateOnly(2026, 8, 7));
    }

    [Fact]
    public void Every_kind_of_document_is_a_part_of_the_package()
        => Enum.GetValues<DocumentKind>().ShouldAllBe(kind => RecordKinds.All.Contains(RecordKinds.Of(kind)));

    [Fact]
    public void A_document_is_late_when_it_came_after_the_records_were_complete_or_due()
    {
        var document = Entry("a", DocumentKind.MedicalReport, "x").Document;
        RecordKinds.IsLate(document, null).ShouldBeFalse();
        RecordKinds.IsLate(document, document.ReceivedAt).ShouldBeFalse();
        RecordKinds.IsLate(document, document.ReceivedAt.AddSeconds(-1)).ShouldBeTrue();
    }

    private static RecordSetEntry Entry(string name, DocumentKind kind, string text)
    {
        var hash = ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(name));
        return new RecordSetEntry(new CaseDocument(hash, kind, name, new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), 1, true), new RecordText(1, hash, [new RecordPage(1, true, text)]));
    }
}
