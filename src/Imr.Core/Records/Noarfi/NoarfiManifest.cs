using System.Globalization;
using System.Text;
using Imr.Core.Cases;

namespace Imr.Core.Records.Noarfi;

/// <summary>The header row that a client of the exchange asks for.</summary>
public enum NoarfiHeaders
{
    Current,

    /// <summary>The names of before, and ten more columns that are always empty.</summary>
    Legacy,
}

/// <summary>
/// The exchange's list of notices: CSV after RFC 4180, lines end with CR LF, days as MM/dd/yyyy. Column names are the wire contract, misspelt ones too. A cell is
/// data for the administrator's system, so it stands as it is.
/// </summary>
public static class NoarfiManifest
{
    /// <summary>What a client is answered for a day without rows.</summary>
    public const string NoData = "NO_MATCHING_DATA";

    private const string LegacyOnly = "C_ACKSENTDATE,SEQUENCE_NUMBER,FILENAME,CASECOUNT,ODD_EVEN,DOI_COUNT,C_BARCODE_CASE_NUMBER,C_BARCODE_PART_TYPE,C_BARCODE_DOC_TYPE,C_DOC_TYPE_MR";

    private static readonly Column[] Columns =
    [
        new("claimsExaminerFirstName", "C_PARTICIPANT_CONTACT_F_NAME", r => Examiner(r).First),
        new("claimsExaminerLastName", "C_PARTICIPANT_CONTACT_L_NAME", r => Examiner(r).Last),
        new("claimsExaminerSuffix", "C_PARTICIPANT_CONTACT_SUFFIX", r => Examiner(r).Suffix),
        new("injuredWorkrSuffix", "IW_SUFFIX", r => Parts(r.InjuredWorkerLastName).Suffix),
        new("claimsAdministratorAddress1", "C_PARTICIPANT_1ST_STREET_ADDRE", r => r.ClaimsAdministratorAddress?.Line1),
        new("claimsAdministratorAddress2", "C_PARTICIPANT_2ND_STREET_ADDRE", r => r.ClaimsAdministratorAddress?.Line2),
        new("claimsAdministratorCity", "C_PARTICIPANT_CITY", r => r.ClaimsAdministratorAddress?.City),
        new("claimsAdministratorState", "C_PARTICIPANT_STATE", r => r.ClaimsAdministratorAddress?.State),
        new("claimsAdministratorZipCode", "C_PARTICIPANT_POSTAL_CODE", r => r.ClaimsAdministratorAddress?.ZipCode),
        new("injuredWorkerFirstName", "IW_F_NAME", r => r.InjuredWorkerFirstName),
        new("injuredWorkerLastName", "IW_L_NAME", r => WithoutSuffix(r.InjuredWorkerLastName)),
        new("caAppealNumber", "C_CA_APPEAL_NUMBER", r => r.CaAppealNumber),
        new("caseNumber", "C_CASE_NUMBER", r => r.CaseNumber.Value),
        new("systemDateIso", "SYSTEM_DATE", r => Day(r.GeneratedOn)),
        new("participantType", "PARTICIPANT_TYPE", r => r.ParticipantType),
        new("providerName", "PROVIDER", r => r.ProviderName),
        new("claimsAdministratorCompanyName", "C_PARTICIPANT_ORGAN_NAME", r => r.ClaimsAdministratorCompanyName),
        new("claimNumber", "C_CLAIMS_NUMBER", r => r.ClaimNumber),
        new("priority", "PRIORITY_TYPE", r => r.Priority == Priority.Expedited ? "Expedited" : "Standard"),
        new("dateOfInjury", "C_INJURY_DATE", r => Day(r.DateOfInjury)),
        new("dateofURDecision", "C_UR_DEC_DATE", r => Day(r.UrDecisionOn)),
        new("treatmentRequested", "C_TXREQ", r => r.TreatmentRequested),
        new("receiveDate", "C_RCVDATE", r => Day(r.ReceivedOn)),
    ];

    private static readonly string[] Suffixes = ["Jr", "Sr", "II", "III", "IV"];

    /// <summary>The column names in their order.</summary>
    public static IReadOnlyList<string> Header(NoarfiHeaders headers)
        => headers == NoarfiHeaders.Legacy ? [.. Columns.Select(c => c.Legacy), .. LegacyOnly.Split(',')] : [.. Columns.Select(c => c.Name)];

    /// <summary>A row's cells in the order of the columns.</summary>
    public static IReadOnlyList<string> Cells(NoarfiRow row) => [.. Columns.Select(c => c.Value(row) ?? "")];

    /// <returns>Header and rows; <see cref="NoData"/> for no rows.</returns>
    public static string Render(IReadOnlyCollection<NoarfiRow> rows, NoarfiHeaders headers)
    {
        if (rows.Count == 0)
            return NoData;
        var csv = new StringBuilder();
        csv.AppendJoin(',', Header(headers)).Append("\r\n");
        var empty = new string(',', headers == NoarfiHeaders.Legacy ? LegacyOnly.Split(',').Length : 0);
        foreach (var row in rows)
            csv.AppendJoin(',', Cells(row).Select(Quoted)).Append(empty).Append("\r\n");
        return csv.ToString();
    }

    private static (string First, string Last, string Suffix) Examiner(NoarfiRow row) => row.ClaimsExaminer is { } name ? Parts(name) : ("", "", "");

    /// <summary>A whole name as first, last and suffix: "Terrence Oduya, Jr." The last word is the last name.</summary>
    private static (string First, string Last, string Suffix) Parts(string name)
    {
        var words = name.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).ToList();
        var suffix = "";
        if (words.Count > 1 && Array.Find(Suffixes, s => string.Equals(s, words[^1].TrimEnd('.'), StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            suffix = found;
            words.RemoveAt(words.Count - 1);
        }

        return words.Count == 0 ? ("", "", suffix) : (string.Join(' ', words.SkipLast(1)), words[^1], suffix);
    }

    private static string WithoutSuffix(string lastName)
    {
        var (first, last, _) = Parts(lastName);
        return first.Length == 0 ? last : $"{first} {last}";
    }

    private static string Day(DateOnly day) => day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    private static string Quoted(string text)
        => text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private sealed record Column(string Name, string Legacy, Func<NoarfiRow, string?> Value);
}
