using Imr.Core.Cases;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>An application, read once for many comparisons.</summary>
public sealed class ComparableApplication
{
    private readonly Lazy<IReadOnlyList<ReadItem>> _items;

    private ComparableApplication(ImrApplication application, DuplicateRules rules)
    {
        Application = application;
        Name = PersonName.Of(application.InjuredWorker, rules);
        ClaimNumber = WrittenNumber.Of(application.Claim.ClaimNumber, rules);
        WcisJcn = WrittenNumber.Of(application.Claim.WcisJcn, rules);
        EamsCaseNumber = WrittenNumber.Of(application.Claim.EamsCaseNumber, rules);
        Employer = [.. Folding.Words(application.Employer.Name).Where(w => !rules.CompanyWords.Contains(w))];
        // Most pairs are told apart before their items are looked at.
        _items = new Lazy<IReadOnlyList<ReadItem>>(() => [.. application.DisputedItems.Select(ReadItem.Of)]);
    }

    public ImrApplication Application { get; }

    internal PersonName Name { get; }

    internal WrittenNumber? ClaimNumber { get; }

    internal WrittenNumber? WcisJcn { get; }

    internal WrittenNumber? EamsCaseNumber { get; }

    internal IReadOnlyList<string> Employer { get; }

    internal IReadOnlyList<ReadItem> Items => _items.Value;

    public static ComparableApplication Of(ImrApplication application) => new(application, DuplicateRules.Default);

    /// <inheritdoc cref="Of(ImrApplication)"/>
    public static ComparableApplication Of(ImrApplication application, DuplicateRules rules) => new(application, rules);
}
