using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Letters;
using Imr.Core.Tests.Samples;

namespace Imr.Core.Tests.Letters;

/// <summary>Golden letters: run with <c>UPDATE_GOLDEN=1</c> to write them anew, and read the difference before it is committed.</summary>
public sealed class RenderedLetterTests
{
    private static readonly string Golden = Path.Combine(SampleFiles.Root, "tests", "Imr.Core.Tests", "Letters", "golden");

    [Theory]
    [InlineData("case-a", SampleFiles.A, 1)]
    [InlineData("case-b", SampleFiles.B, 0)]
    [InlineData("case-d", SampleFiles.D, 1)]
    [InlineData("mixed", null, 0)]
    public void A_letter_is_the_golden_one(string name, string? caseNumber, int determination)
    {
        var rendered = RenderedLetter.Render(LetterBuilder.Build(caseNumber is null ? LetterSamples.Mixed : LetterSamples.FactsOf(caseNumber, determination)));
        ShouldBeGolden(name + ".json", rendered.Json);
        ShouldBeGolden(name + ".txt", rendered.Text);
        ShouldBeGolden(name + ".html", rendered.Html);
    }

    [Theory]
    [InlineData("case-a")]
    [InlineData("case-b")]
    [InlineData("case-d")]
    [InlineData("mixed")]
    public void A_recorded_letter_renders_again_byte_by_byte(string name)
    {
        var recorded = File.ReadAllBytes(Path.Combine(Golden, name + ".json"));
        var rendered = RenderedLetter.Render(LetterJson.Read(recorded));
        rendered.JsonHash.ShouldBe(ContentHash.Of(recorded));
        rendered.TextHash.ShouldBe(ContentHash.Of(File.ReadAllBytes(Path.Combine(Golden, name + ".txt"))));
        rendered.HtmlHash.ShouldBe(ContentHash.Of(File.ReadAllBytes(Path.Combine(Golden, name + ".html"))));
        rendered.LetterHash.ShouldBe(ContentHash.Of(recorded));
    }

    [Fact]
    public void Each_format_has_the_hash_of_its_bytes()
    {
        var rendered = RenderedLetter.Render(LetterBuilder.Build(LetterSamples.Mixed));
        rendered.JsonHash.ShouldBe(rendered.LetterHash);
        rendered.TextHash.ShouldBe(ContentHash.Of(rendered.Text));
        rendered.HtmlHash.ShouldBe(ContentHash.Of(rendered.Html));
    }

    [Fact]
    public void Any_change_of_the_model_changes_the_letter_hash()
    {
        var model = LetterBuilder.Build(LetterSamples.Mixed);
        LetterModel[] changed =
        [
            model with { Version = 2 }, model with { DecisionDate = model.DecisionDate.AddDays(1) }, model with { ClinicalCaseSummary = model.ClinicalCaseSummary + "." },
            model with { Items = [model.Items[0]] }, model with { DocumentsReviewed = [.. model.DocumentsReviewed.Skip(1)] }, model with { Round = 2 },
        ];
        changed.Append(model).Select(LetterJson.Hash).Distinct().Count().ShouldBe(changed.Length + 1);
    }

    [Fact]
    public void An_unknown_template_is_refused()
    {
        var model = LetterBuilder.Build(LetterSamples.Mixed) with { TemplateVersion = 99 };
        Should.Throw<NotSupportedException>(() => RenderedLetter.Render(model));
    }

    [Fact]
    public void Whatever_the_reviewer_writes_survives_the_record_and_can_break_neither_lines_nor_markup()
        => Prop.ForAll(
            ArbMap.Default.ArbFor<string>().Filter(s => !string.IsNullOrEmpty(s)),
            written =>
            {
                var facts = LetterSamples.FactsOf(SampleFiles.B, 0);
                var model = LetterBuilder.Build(facts with { Determination = facts.Determination with { ClinicalCaseSummary = written + " <b>&\"</b>" } });
                var rendered = RenderedLetter.Render(model);
                var again = RenderedLetter.Render(LetterJson.Read(rendered.Json));
                var text = Encoding.UTF8.GetString(rendered.Text);
                return again.Html.AsSpan().SequenceEqual(rendered.Html)
                    && again.Text.AsSpan().SequenceEqual(rendered.Text)
                    && again.LetterHash == rendered.LetterHash
                    && !text.Contains('\r', StringComparison.Ordinal)
                    && !Encoding.UTF8.GetString(rendered.Html).Contains("<b>", StringComparison.Ordinal);
            }).QuickCheckThrowOnFailure();

    private static void ShouldBeGolden(string name, byte[] bytes)
    {
        var path = Path.Combine(Golden, name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllBytes(path, bytes);
        Encoding.UTF8.GetString(bytes).ShouldBe(File.ReadAllText(path), customMessage: name);
    }
}
