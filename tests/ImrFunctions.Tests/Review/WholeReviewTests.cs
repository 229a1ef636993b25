using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

public sealed class WholeReviewTests
{
    [Fact]
    public async Task A_case_with_a_documented_deficit_goes_from_upload_to_an_overturning_letter()
    {
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync();
        var closed = await new PlayedReview(app, "CM26-0000102").ToLetterAsync();
        ((string?)closed["outcome"]).ShouldBe("Issued");
        var letter = closed["letters"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)letter["outcome"]).ShouldBe("Overturn");
    }
}
