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
        // A designation before the decision is not valid: nobody may have the worker sign rights away beforehand.
        SignedBy.DesignatedAgent when !(signature.DesignatedOn >= application.UrDecision.DecisionDate)
            => $"$.signature.designatedOn: {EligibilityReasons.Day(signature.DesignatedOn)}; $.urDecision.decisionDate: {EligibilityReasons.Day(application.UrDecision.DecisionDate)}",
        SignedBy.DesignatedAgent => null,
        SignedBy.EmergencyProvider when application.EmergencyTreatment is not { ImminentAndSeriousThreat: true }
            => "$.signature.signedBy: EmergencyProvider; $.emergencyTreatment.imminentAndSeriousThreat: false",
        SignedBy.EmergencyProvider => null,
        // May join or help, and a claims administrator may only go to the Appeals Board.
        _ => $"$.signature.signedBy: {signature.SignedBy}",
    };
}
