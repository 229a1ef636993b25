using Imr.Core.Cases;

namespace Imr.Core.Matching;

/// <summary>
/// The identifiers of everyone with a stake in a case, in one written form, so that two records of the same party compare equal (LC 139.5(d)(5)).
/// Forms: <c>npi:1234567893</c>; <c>tin:951234567</c> for TIN and FEIN alike (both are employer identification numbers of the IRS);
/// <c>org:URO-GOLDENSTATE</c> for an organization's id in our directory.
/// </summary>
public static class PartyIdentifiers
{
    /// <summary>All identifiers, without doubles, and the roles whose party has none.</summary>
    public static (IReadOnlyList<string> Ids, IReadOnlyList<string> Unidentified) Of(ImrApplication application)
    {
        var parties = Parties(application).ToList();
        return ([.. parties.SelectMany(p => p.Ids).Distinct(StringComparer.Ordinal)], [.. parties.Where(p => !p.Known).Select(p => p.Role)]);
    }

    /// <summary>For each identifier the conflict rule of its party (domain.md §2.2), such as <c>COI-URO</c>. The first role of a party counts.</summary>
    public static IReadOnlyDictionary<string, string> RulesOf(ImrApplication application)
        => Parties(application).SelectMany(p => p.Ids.Select(id => (Id: id, p.Rule))).DistinctBy(p => p.Id, StringComparer.Ordinal).ToDictionary(p => p.Id, p => p.Rule, StringComparer.Ordinal);

    /// <summary>
    /// The one written form of an identifier. Without a prefix: ten digits with a valid check digit are an NPI, nine digits (hyphens allowed) a TIN,
    /// anything else an organization, in capitals with hyphens for what is no letter or digit.
    /// </summary>
    public static string Normalize(string raw)
    {
        var text = raw.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? "" : text[..colon].Trim().ToLowerInvariant();
        var value = colon < 0 ? text : text[(colon + 1)..].Trim();
        var digits = new string([.. value.Where(char.IsAsciiDigit)]);
        var onlyDigits = value.All(c => char.IsAsciiDigit(c) || c is '-' or ' ');
        return kind switch
        {
            "npi" => $"npi:{digits}",
            "tin" or "fein" or "ein" => $"tin:{digits}",
            "" when onlyDigits && Npi.TryParse(digits, null, out _) => $"npi:{digits}",
            "" when onlyDigits && digits.Length == 9 => $"tin:{digits}",
            _ => $"org:{Hyphenated(value)}",
        };
    }

    private static IEnumerable<Party> Parties(ImrApplication application)
    {
        var physician = application.RequestingPhysician;
        yield return new Party("COI-PROVIDER", "requesting physician", Ids(physician.Npi, physician.Tin));
        foreach (var (provider, index) in application.OtherProviders.Select((p, i) => (p, i)))
            yield return new Party("COI-PROVIDER", $"other provider {index + 1}", Ids(provider.Npi, provider.Tin));
        foreach (var (facility, index) in application.Facilities.Select((f, i) => (f, i)))
            yield return new Party("COI-FACILITY", $"facility {index + 1}", Ids(facility.Npi, facility.Tin));
        yield return new Party("COI-EMPLOYER", "employer", Ids(null, application.Employer.Fein));
        var administrator = application.ClaimsAdministrator;
        yield return new Party("COI-INSURER", "claims administrator", [.. Organization(administrator.OrganizationId), .. Ids(null, administrator.Fein)]);

        // The UR physician alone does not tell the organization he worked for: without it, COI-URO cannot be cleared.
        var organization = application.UrDecision.ReviewerOrganization;
        yield return new Party("COI-URO", "utilization review organization", [.. Organization(organization), .. Ids(application.UrDecision.ReviewerNpi, null)])
        {
            Known = !string.IsNullOrWhiteSpace(organization) && !organization.Trim().Contains(' ', StringComparison.Ordinal),
        };
    }

    private static List<string> Ids(Npi? npi, string? tin)
    {
        List<string> ids = npi is null ? [] : [$"npi:{npi.Value}"];
        if (tin is not null && tin.Any(char.IsAsciiDigit))
            ids.Add(Normalize($"tin:{tin}"));
        return ids;
    }

    private static string[] Organization(string? id) => string.IsNullOrWhiteSpace(id) ? [] : [$"org:{Hyphenated(id)}"];

    private static string Hyphenated(string value)
        => string.Join('-', new string([.. value.ToUpperInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private sealed record Party(string Rule, string Role, IReadOnlyList<string> Ids)
    {
        /// <summary>A name of several words in the place of an organization's id only widens a conflict; it never clears one.</summary>
        public bool Known { get; init; } = Ids.Count > 0;
    }
}
