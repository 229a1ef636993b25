using System.Text;
using Imr.Core.Letters;
using Imr.Core.Letters.Parsing;

namespace Imr.Core.Tests.Letters.Parsing;

/// <summary>Our own letters, as text and as page, read back to what they were rendered from.</summary>
public sealed class LetterRoundTripTests
{
    public static TheoryData<string> Letters => ["case-a", "case-b", "case-d", "mixed"];

    [Theory]
    [MemberData(nameof(Letters))]
    public void As_text(string letter) => ReadsBack(letter, model => LetterText.Render(model));

    [Theory]
    [MemberData(nameof(Letters))]
    public void As_page(string letter) => ReadsBack(letter, model => LetterFile.Text(Encoding.UTF8.GetBytes(LetterHtml.Render(model)), "letter.html").ShouldNotBeNull());

    [Fact]
    public void A_corrected_letter_of_several_reviewers_too()
    {
        var model = LetterBuilder.Build(LetterSamples.Mixed);
        var several = model with
        {
            Version = 2,
            Corrects = new LetterCorrection(new DateOnly(2026, 9, 1), "the date of injury"),
            Reviewers = [new(["1"], new(["California"], ["Neurology"])), new(["2"], new(["Oregon"], ["Pain Medicine", "Anesthesiology"]))],
        };

        var (letter, problems) = LetterParser.Parse(LetterText.Render(several));

        problems.ShouldBeEmpty();
        letter.Reviewer.Licensure.ShouldBe(["California", "Oregon"]);
        letter.Reviewer.Specialties.ShouldBe(["Neurology", "Pain Medicine", "Anesthesiology"]);
        letter.Items.Count.ShouldBe(2);
    }

    private static void ReadsBack(string name, Func<LetterModel, string> render)
    {
        var model = LetterJson.Read(File.ReadAllBytes(Repository.PathOf($"tests/Imr.Core.Tests/Letters/golden/{name}.json")));

        var (letter, problems) = LetterParser.Parse(render(model));

        problems.ShouldBeEmpty();
        letter.CaseNumber.ShouldBe(model.CaseNumber.Value);
        (letter.DateAssigned, letter.DateOfInjury, letter.DecisionDate).ShouldBe((model.DateAssigned, model.DateOfInjury, model.DecisionDate));
        (letter.UrDenialDate, letter.Priority, letter.ApplicationReceived).ShouldBe((model.UrDenialDate, model.Priority, model.ApplicationReceived));
        letter.Reviewer.Licensure.ShouldBe(model.Reviewer.Licensure);
        letter.Reviewer.Specialties.ShouldBe(model.Reviewer.Specialties);
        Bare(letter.ClinicalCaseSummary).ShouldBe(Bare(model.ClinicalCaseSummary));
        letter.Items.Count.ShouldBe(model.Items.Count);
        foreach (var (read, item) in letter.Items.Zip(model.Items))
        {
            read.Item.ShouldBe(Bare(item.Item));
            read.Decision.ShouldBe(item.Decision);
            read.OriginalRequest.ShouldBe(item.OriginalRequest);
            read.Authorized.ShouldBe(item.Authorized);
            read.ClaimsAdministratorGuideline.Text.ShouldBe(Bare(item.ClaimsAdministratorGuideline.Text));
            read.ReviewerGuideline.Text.ShouldBe(Bare(item.ReviewerGuideline.Text));
            Bare(read.Rationale).ShouldBe(Bare(item.Rationale));
        }
    }

    private static string Bare(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
