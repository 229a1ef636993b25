using Imr.Core.Cases;

namespace Imr.Core.Eligibility;

/// <summary>Who may apply (LC 4610.5(h)(4), (j); 8 CCR 9792.10.1(b)).</summary>
internal static class Standing
{
    /// <summary>Which fields show that who signed may not apply; null when nothing does.</summary>
    public static string? Missing(ImrApplication application, ApplicationSignature signature) => signature.SignedBy switch
    {
        SignedBy.InjuredWorker => null,
        SignedBy.Attorney => application.Attorney is null ? "$.signature.signedBy: Attorney; $.attorney: absent" : null,
        SignedBy.DesignatedAgent => Agent(application, signature),
        SignedBy.EmergencyProvider => Emergency(application.EmergencyTreatment),
        // May join or help, and a claims administrator may only go to the Appeals Board.
        _ => $"$.signature.signedBy: {signature.SignedBy}",
    };

    /// <summary>A designation before the decision is not valid: nobody may have the worker sign rights away beforehand.</summary>
    private static string? Agent(ImrApplication application, ApplicationSignature signature)
    {
        var (day, path) = signature.DesignatedOn is null && application.Representative is { } named
            ? (named.DesignatedOn, "$.representative.designatedOn")
            : (signature.DesignatedOn, "$.signature.designatedOn");
        var decided = application.UrDecision.DecisionDate;
        return day >= decided ? null : $"{path}: {EligibilityReasons.Day(day)}; $.urDecision.decisionDate: {EligibilityReasons.Day(decided)}";
    }

    private static string? Emergency(EmergencyTreatment? treatment) => treatment switch
    {
        null => "$.signature.signedBy: EmergencyProvider; $.emergencyTreatment: absent",
        { ImminentAndSeriousThreat: false } => "$.signature.signedBy: EmergencyProvider; $.emergencyTreatment.imminentAndSeriousThreat: false",
        _ => null,
    };
}
