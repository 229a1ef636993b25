using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Intake;

namespace ImrFunctions.Review;

internal sealed partial class ReviewRun
{
    private bool _noticesSent;

    /// <summary>
    /// NOARFI to the parties (9792.10.4(b)), then records until they are complete or due (9792.10.5(a)(1)). When due, the review goes on with what is there,
    /// unless that is only the UR decision: no determination may rest on it alone (9792.10.6(b)(2)).
    /// </summary>
    private async Task<ReviewStage?> CollectRecordsAsync()
    {
        // An amendment or a later round asks for no records again: they are looked at as they are.
        var records = await StepAsync<RecordsResult>(_noticesSent ? nameof(RecordsActivities.AssessRecords) : nameof(RecordsActivities.RequestRecords));
        _noticesSent = true;
        while (records is { GoOn: false })
        {
            var arrival = await WaitAsync(ReviewStage.RecordsRequested, records.Limits, 1, FactKind.Document);
            if (arrival is null)
                return Left();
            records = await StepAsync<RecordsResult>(nameof(RecordsActivities.AssessRecords), arrival.Fact, detail: arrival.Passed?.Code);
        }

        return records is null ? Left() : ReviewStage.ReviewerAssignment;
    }
}
