using Imr.Core.Cases;

namespace Imr.Core.Tests.Cases;

public sealed class DxcStatusTests
{
    [Theory]
    [InlineData(ReviewStage.Received, "1")]
    [InlineData(ReviewStage.Rejected, "1")]
    [InlineData(ReviewStage.EligibilityReview, "2")]
    [InlineData(ReviewStage.RecordsRequested, "3")]
    [InlineData(ReviewStage.InsufficientRecords, "7")]
    [InlineData(ReviewStage.ReviewerAssignment, "4")]
    [InlineData(ReviewStage.ClinicalReview, "4")]
    [InlineData(ReviewStage.QualityReview, "4")]
    [InlineData(ReviewStage.AwaitingRelease, "4")]
    [InlineData(ReviewStage.Issued, "5")]
    [InlineData(ReviewStage.Closed, "5")]
    public void Each_stage_has_its_exchange_status(ReviewStage stage, string status) => DxcStatus.Of(stage).ShouldBe(status);

    [Fact]
    public void A_noarfi_that_nobody_acknowledged_is_6() => DxcStatus.Of(ReviewStage.RecordsRequested, noarfiUnacknowledged: true).ShouldBe("6");

    [Fact]
    public void Only_3_6_and_7_wait_for_records() => DxcStatus.AwaitingRecords.ShouldBe(["3", "6", "7"], ignoreOrder: true);

    [Fact]
    public void Every_stage_maps_and_every_status_has_a_name()
    {
        foreach (var stage in Enum.GetValues<ReviewStage>())
            DxcStatus.All.ShouldContain(DxcStatus.Of(stage));
        DxcStatus.All.Select(DxcStatus.NameOf).ShouldBeUnique();
        Should.Throw<ArgumentOutOfRangeException>(() => DxcStatus.Of((ReviewStage)99));
    }
}
