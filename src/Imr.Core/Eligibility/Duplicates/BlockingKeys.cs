using System.Security.Cryptography;
using System.Text;
using Imr.Core.Cases;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>What a key is made of.</summary>
public enum BlockingKeyKind { ClaimNumber, WcisJcn, EamsCaseNumber, NameAndBirth, NameAndInjury, NameAndDecision, PhysicianInjuryAndDecision }

/// <summary>Something by which an application finds those it could be a duplicate of: they share at least one.</summary>
/// <param name="Text">Holds names and numbers: never stored or shown, only hashed.</param>
public sealed record BlockingKey(BlockingKeyKind Kind, string Text)
{
    private const string Domain = "imr/duplicate-key/1";

    /// <summary>As it is stored: 32 lower-case hex digits of an HMAC-SHA-256, from which the text can't be read.</summary>
    /// <param name="secret">Of the installation: without it nobody can try names until one fits. Empty in development.</param>
    public string Hash(ReadOnlySpan<byte> secret)
        => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{Domain}|{Kind}|{Text}")))[..32];

    /// <inheritdoc/>
    public override string ToString() => Kind.ToString();
}

/// <summary>
/// The keys of an application: few, and made of different fields, so that a mistake in one field leaves others that still meet. Spelling that does not matter
/// is gone: accents, capitals, separators, leading zeros, short forms, the order of a double name; last names are keyed by their sound.
/// </summary>
public static class BlockingKeys
{
    /// <summary>So many at most, whatever an application says: what a lookup costs.</summary>
    public const int Most = 9;

    public static IReadOnlyList<BlockingKey> Of(ImrApplication application) => Of(application, DuplicateRules.Default);

    /// <inheritdoc cref="Of(ImrApplication)"/>
    public static IReadOnlyList<BlockingKey> Of(ImrApplication application, DuplicateRules rules)
        => [.. Found(application, rules).Distinct()];

    private static IEnumerable<BlockingKey> Found(ImrApplication application, DuplicateRules rules)
    {
        var (claim, decided) = (application.Claim, WrittenDay.Digits(application.UrDecision.DecisionDate));
        var injured = WrittenDay.Digits(claim.DateOfInjury);
        if (WrittenNumber.Of(claim.ClaimNumber, rules) is { } number)
            yield return new BlockingKey(BlockingKeyKind.ClaimNumber, number.Key);
        if (WrittenNumber.Of(claim.WcisJcn, rules) is { } jcn)
            yield return new BlockingKey(BlockingKeyKind.WcisJcn, jcn.Key);
        if (WrittenNumber.Of(claim.EamsCaseNumber, rules) is { } eams)
            yield return new BlockingKey(BlockingKeyKind.EamsCaseNumber, eams.Key);
        yield return new BlockingKey(BlockingKeyKind.PhysicianInjuryAndDecision, $"{application.RequestingPhysician.Npi} {injured} {decided}");

        var name = PersonName.Of(application.InjuredWorker, rules);
        if (name.Last.Count == 0 || name.First.Count == 0)
            yield break;
        var main = NameKey(name.Last[0], name.First[0]);
        if (application.InjuredWorker.DateOfBirth is { } born)
            yield return new BlockingKey(BlockingKeyKind.NameAndBirth, $"{main} {WrittenDay.Digits(born)}");
        yield return new BlockingKey(BlockingKeyKind.NameAndDecision, $"{main} {decided}");
        yield return new BlockingKey(BlockingKeyKind.NameAndInjury, $"{main} {injured}");
        // A double name is filed under either half; first and last name land in each other's fields.
        if (name.Last.Count > 1)
            yield return new BlockingKey(BlockingKeyKind.NameAndInjury, $"{NameKey(name.Last[^1], name.First[0])} {injured}");
        yield return new BlockingKey(BlockingKeyKind.NameAndInjury, $"{NameKey(name.First[0], name.Last[0])} {injured}");
    }

    private static string NameKey(string last, string first) => $"{NameSound.Of(last)} {Nicknames.Default.Initial(first)}";
}
