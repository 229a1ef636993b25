namespace Imr.Core.Deadlines;

/// <summary>The deadlines of domain.md §1.5, by the ids of <c>Data/rule-sets.yaml</c>.</summary>
public static class DeadlineIds
{
    public const string ApplicationStandard = "DL-APP-STD";

    /// <summary>Only in rule sets from 2018 (the formulary).</summary>
    public const string ApplicationFormulary = "DL-APP-FORM";
    public const string ApplicationAfterLiability = "DL-APP-LIAB";
    public const string EligibilityInformation = "DL-ELIG-INFO";
    public const string Noarfi = "DL-NOARFI";
    public const string RecordsByMail = "DL-REC-MAIL";
    public const string RecordsElectronic = "DL-REC-ELEC";
    public const string RecordsExpedited = "DL-REC-EXP";

    /// <summary>For display only: the regulation's longer limits are used.</summary>
    public const string RecordsStatutory = "DL-REC-STAT";
    public const string MoreInformation = "DL-MOREINFO";
    public const string MoreInformationExpedited = "DL-MOREINFO-EXP";
    public const string DeterminationStandard = "DL-DET-STD";

    /// <summary>Only in rule sets from 2018 (the formulary).</summary>
    public const string DeterminationFormulary = "DL-DET-FORM";
    public const string DeterminationExpedited = "DL-DET-EXP";
    public const string DeterminationExtension = "DL-DET-EXT";
    public const string ImplementAuthorization = "DL-IMPL-AUTH";
    public const string ImplementPayment = "DL-IMPL-PAY";
    public const string Appeal = "DL-APPEAL";
    public const string AppealOfIneligibility = "DL-APPEAL-INEL";
    public const string UrDecisionStands = "DL-URSTAND";

    /// <summary>Utilization review's own clocks: late, the dispute is not for IMR; shown, never decided on.</summary>
    public const string UrStandard = "DL-UR-STD";
    public const string UrLatest = "DL-UR-MAX";
    public const string UrExpedited = "DL-UR-EXP";
    public const string UrRetrospective = "DL-UR-RETRO";

    /// <summary>Those that every rule set must have.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [
        ApplicationStandard, ApplicationAfterLiability, EligibilityInformation, Noarfi, RecordsByMail, RecordsElectronic, RecordsExpedited, RecordsStatutory,
        MoreInformation, MoreInformationExpedited, DeterminationStandard, DeterminationExpedited, DeterminationExtension, ImplementAuthorization, ImplementPayment,
        Appeal, AppealOfIneligibility, UrDecisionStands, UrStandard, UrLatest, UrExpedited, UrRetrospective,
    ];
}

/// <summary>What keeps a clock from starting, by the ids of <c>Data/rule-sets.yaml</c>.</summary>
public static class TollingIds
{
    /// <summary>The claims administrator did not send the required notice and form (LC 4610.5(h)(3)).</summary>
    public const string FormNotSent = "DL-APP-TOLL";
}

/// <summary>The reasons of domain.md §1.6, by the codes of <c>Data/rule-sets.yaml</c>.</summary>
public static class EligibilityCodes
{
    public const string Unsigned = "INEL_UNSIGNED";
    public const string Untimely = "INEL_UNTIMELY";
    public const string NoUrDecision = "INEL_NO_UR_DECISION";
    public const string ConditionallyNonCertified = "INEL_CNC";
    public const string Duplicate = "INEL_DUPLICATE";
    public const string NoMedicalNecessityIssue = "INEL_NO_MED_NECESSITY_ISSUE";
    public const string NotModifiedOrDenied = "INEL_NOT_UR_MODIFY_DENY";
    public const string NoStanding = "INEL_NO_STANDING";
    public const string OutOfScopeDate = "INEL_OUT_OF_SCOPE_DATE";
    public const string LiabilityDeferred = "DEFER_LIABILITY";
    public const string InformationPending = "INFO_PENDING";
    public const string Withdrawn = "WITHDRAWN";

    /// <summary>Those that every rule set must have: all.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [
        Unsigned, Untimely, NoUrDecision, ConditionallyNonCertified, Duplicate, NoMedicalNecessityIssue, NotModifiedOrDenied, NoStanding, OutOfScopeDate,
        LiabilityDeferred, InformationPending, Withdrawn,
    ];
}
