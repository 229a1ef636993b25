using Imr.Core.Cases;
using Imr.Core.Matching;

namespace Imr.Core.Fees;

/// <summary>Whether a dispute is over drugs alone, as its fee sees it.</summary>
public static class Pharmacy
{
    /// <summary>Every disputed item is a drug: it has a National Drug Code, or codes and words that mean a drug. An item that says neither is none.</summary>
    public static bool Only(ImrApplication application) => application.DisputedItems.All(IsDrug);

    private static bool IsDrug(DisputedItem item)
        => item.Codes.Any(c => c.System == CodeSystem.Ndc)
            || (TreatmentClassifier.Classify(item.Description, item.Codes, item.BodyRegion).Family is { } family && TreatmentCatalog.Default.Signs.Any(s => s.Drug && s.Family == family));
}
