using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Cases.Statements;

/// <summary>The claims administrator authorizes disputed treatment (8 CCR 9792.10.6(a)): a fact. What is authorized leaves the review.</summary>
/// <param name="ItemIds">Of the application; at least one.</param>
public sealed record Authorization(int SchemaVersion, string AuthorizedBy, IReadOnlyList<string> ItemIds, DateOnly AuthorizedOn) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>The reviewer asks parties for more (LC 4610.6(b); 9792.10.5(c)): a fact, copied to all parties.</summary>
/// <param name="AskedOf">Roles, such as <c>ClaimsAdministrator</c>.</param>
public sealed record InformationRequest(int SchemaVersion, string ReviewerId, IReadOnlyList<string> AskedOf, string Question) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>A party's answer: a fact, copied to all parties. Documents are uploaded as records.</summary>
/// <param name="Party">The role that answers.</param>
public sealed record InformationAnswer(int SchemaVersion, string Party, string Answer) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>The fact of the question that was open when it was said; null in answers of before this was kept.</summary>
    public string? Question { get; init; }
}

/// <summary>The reviewer decides without the answer: a fact.</summary>
public sealed record DecideWithout(int SchemaVersion, string ReviewerId, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>The fact of the question that was open when it was said; null in statements of before this was kept.</summary>
    public string? Question { get; init; }
}

/// <summary>Why a reviewer no longer has a case.</summary>
public enum ReviewerChangeCause
{
    /// <summary>A conflict of interest came up (LC 139.5(d)(5)).</summary>
    Conflict,

    /// <summary>Outside of the reviewer's scope after all.</summary>
    Scope,

    /// <summary>The licence, certification or practice that the letter attests no longer stands (LC 139.5(d)(4)).</summary>
    QualificationLapsed,

    /// <summary>The reviewer can't be reached or has no time.</summary>
    Unavailable,
}

/// <summary>The reviewer steps down: a fact.</summary>
public sealed record Recusal(int SchemaVersion, string ReviewerId, ReviewerChangeCause Cause, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>An operator takes the case from its reviewers: a fact.</summary>
/// <param name="ReviewerId">Who is taken off; null: whoever has it.</param>
public sealed record Reassignment(int SchemaVersion, string By, string? ReviewerId, ReviewerChangeCause Cause, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>The second person gives a determination back: a fact.</summary>
public sealed record ReleaseReturn(int SchemaVersion, string By, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>The Administrative Director extends the determination's clock (LC 4610.6(d)(3); 9792.10.6(g)(3)): a fact.</summary>
/// <param name="Days">1 to 3 calendar days.</param>
public sealed record Extension(int SchemaVersion, string By, int Days, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>The treating physician certified an imminent and serious threat (9792.10.4(c), 9792.6.1(j)): a fact.</summary>
/// <param name="Certification">The physician's written certification among the records.</param>
public sealed record Expedition(int SchemaVersion, string By, ContentHash Certification, DateOnly CertifiedOn, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>A person takes or refuses an amendment of an open case: a fact.</summary>
/// <param name="Amendment">The accepted copy of the amended application.</param>
public sealed record AmendmentDecision(int SchemaVersion, string By, ContentHash Amendment, bool Accepted, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>The Administrative Director approves or refuses several reviewers for one case (9792.10.6(c)): a fact.</summary>
public sealed record SeveralReviewersDecision(int SchemaVersion, string By, bool Approved, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>The grounds on which a determination is set aside (LC 4610.6(h)), exclusive.</summary>
public enum AppealGround { ExcessOfPowers, Fraud, ConflictOfInterest, Bias, PlainlyErroneousFact }

/// <summary>The Appeals Board set the determination aside (LC 4610.6(i)): a fact of the new round.</summary>
/// <param name="WrongFact">The finding of fact that the order names as wrong, if it does.</param>
public sealed record Remand(int SchemaVersion, string By, AppealGround Ground, string? WrongFact, DateOnly OrderedOn) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>The Administrative Director orders a corrected letter (domain.md doubt D12): a fact of the new round.</summary>
public sealed record Correction(int SchemaVersion, string By, string Reason, DateOnly OrderedOn) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}
