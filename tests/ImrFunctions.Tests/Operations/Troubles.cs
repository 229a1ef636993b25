using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>Registered cases that need attention, without a running review.</summary>
internal static class Troubles
{
    public static async Task<RegisteredCase> InTroubleAsync(this TestApp app, string number, string code, DateTimeOffset since, bool canSkip = false, string organization = "ORG-X")
    {
        var registered = await RegisteredCase.AddAsync(app, number, organization, ReviewStage.QualityReview);
        await registered.AdvanceAsync(registered.Change(1, ReviewStage.QualityReview).Between("n1").WithNote("NeedsAttention:" + code).NeedAttention(State(code, since, 1, canSkip)));
        return registered;
    }

    public static AttentionState State(string code, DateTimeOffset since, int attempt = 1, bool canSkip = false)
        => new(AttentionState.CurrentSchemaVersion, attempt, "CheckQuality", code, "ref-1", canSkip, since);
}
