using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Tests.Cases;

namespace Imr.Core.Tests.Records;

public sealed class RecordsTests
{
    private static readonly ImrApplication Application = SampleApplication.Application with
    {
        Documents = [new ListedDocument("report.txt", DocumentKind.MedicalReport, null), new ListedDocument("rfa.pdf", DocumentKind.RequestForAuthorization, null)],
    };

    [Fact]
    public void Records_are_complete_with_a_report_the_RFA_and_all_that_is_listed()
        => RecordsCompleteness.Assess(Application, [Document("REPORT.txt", DocumentKind.MedicalReport), Document("rfa.pdf", DocumentKind.RequestForAuthorization)])
            .ShouldSatisfyAllConditions(a => a.Complete.ShouldBeTrue(), a => a.MissingKinds.ShouldBeEmpty(), a => a.MissingListed.ShouldBeEmpty(), a => a.OnlyUrDecision.ShouldBeFalse());

    [Fact]
    public void What_is_owed_and_what_is_listed_is_missed_by_kind_and_name()
    {
        var assessment = RecordsCompleteness.Assess(Application, [Document("ur.pdf", DocumentKind.UrDecision), Document("rfa.pdf", DocumentKind.RequestForAuthorization)]);

        assessment.Complete.ShouldBeFalse();
        assessment.MissingKinds.ShouldBe([DocumentKind.MedicalReport]);
        assessment.MissingListed.ShouldBe(["report.txt"]);
    }

    [Fact]
    public void A_listed_document_that_is_absent_makes_the_records_incomplete_though_all_kinds_are_here()
        => RecordsCompleteness.Assess(Application, [Document("other.txt", DocumentKind.MedicalReport), Document("rfa.pdf", DocumentKind.RequestForAuthorization)])
            .ShouldSatisfyAllConditions(a => a.Complete.ShouldBeFalse(), a => a.MissingListed.ShouldBe(["report.txt"]));

    [Fact]
    public void A_listed_hash_decides_by_content()
    {
        var report = Document("report.txt", DocumentKind.MedicalReport);
        var listed = Application with { Documents = [new ListedDocument("report.txt", DocumentKind.MedicalReport, report.Sha256)] };

        RecordsCompleteness.Assess(listed, [report with { Name = "renamed.txt" }]).MissingListed.ShouldBeEmpty();
        RecordsCompleteness.Assess(listed, [report with { Sha256 = ContentHash.Of("cut off"u8) }]).MissingListed.ShouldBe(["report.txt"]);
    }

    [Theory]
    [InlineData(DocumentKind.UrDecision, true)]
    [InlineData(DocumentKind.ApplicationForm, true)]
    [InlineData(DocumentKind.Correspondence, true)]
    [InlineData(DocumentKind.RequestForAuthorization, true)]
    [InlineData(DocumentKind.Other, true)]
    [InlineData(DocumentKind.MedicalReport, false)]
    [InlineData(DocumentKind.AdditionalInformation, false)]
    public void No_determination_may_rest_on_the_UR_decision_alone(DocumentKind second, bool only)
        => RecordsCompleteness.Assess(Application, [Document("ur.pdf", DocumentKind.UrDecision), Document("second", second)]).OnlyUrDecision.ShouldBe(only);

    [Fact]
    public void Without_any_document_there_is_nothing_to_rest_on()
        => RecordsCompleteness.Assess(Application, []).OnlyUrDecision.ShouldBeTrue();

    [Fact]
    public void The_hash_of_the_set_is_the_same_in_any_order_and_with_repeats()
        => Prop.ForAll(Gen.Choose(0, 30).ListOf().ToArbitrary(), numbers =>
        {
            var documents = numbers.Select(n => Document($"d{n}", DocumentKind.Other)).ToList();
            return RecordsHash.Of(documents) == RecordsHash.Of(documents.AsEnumerable().Reverse().Concat(documents));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_document_more_gives_another_hash()
        => Prop.ForAll(Gen.Choose(0, 30).ListOf().ToArbitrary(), numbers =>
        {
            var documents = numbers.Select(n => Document($"d{n}", DocumentKind.Other)).ToList();
            return RecordsHash.Of(documents) != RecordsHash.Of([.. documents, Document("new", DocumentKind.Other)]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_hash_of_a_set_stays_the_same_for_ever()
        => RecordsHash.Of([Document("a", DocumentKind.Other), Document("b", DocumentKind.Other)]).Value
            .ShouldBe(ContentHash.Of(System.Text.Encoding.ASCII.GetBytes(
                "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d\nca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")).Value);

    private static CaseDocument Document(string name, DocumentKind kind)
        => new(ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(name)), kind, name, new DateTimeOffset(2025, 6, 20, 12, 0, 0, TimeSpan.Zero), 1, true);
}
