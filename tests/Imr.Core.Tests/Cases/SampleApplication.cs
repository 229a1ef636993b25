using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Cases;

namespace Imr.Core.Tests.Cases;

/// <summary>An invented application with every member present, and ways to change it.</summary>
internal static class SampleApplication
{
    public const string Json = """
        {
          "schemaVersion": 1,
          "caseNumber": "CM25-0000123",
          "priority": "Standard",
          "applicationReceived": "2025-06-20",
          "signature": { "signedBy": "InjuredWorker", "name": "Marisol Quent", "signedOn": "2025-06-18", "designatedOn": "2025-06-10" },
          "liabilityDispute": { "disputed": false, "reason": "none", "resolutionServedOn": "2025-06-03" },
          "injuredWorker": { "firstName": "Marisol", "lastName": "Quent", "middleInitial": "T", "dateOfBirth": "1980-04-05",
            "address": { "line1": "12 Invented Way", "line2": "Unit 4", "city": "Fresno", "state": "CA", "zipCode": "93650", "country": "US" }, "phone": "559-555-0100" },
          "claim": { "claimNumber": "WC-2024-77810", "dateOfInjury": "2024-02-14", "wcisJcn": "JCN-1", "eamsCaseNumber": "ADJ100" },
          "employer": { "name": "Halvorsen Orchards", "fein": "12-3456789" },
          "claimsAdministrator": { "organizationId": "org-tresmont", "companyName": "Tresmont Claims", "fein": "98-7654321", "contactName": "Ada Blix",
            "address": { "line1": "1 Paper St", "city": "Sacramento", "state": "CA", "zipCode": "95814" }, "fax": "916-555-0101", "email": "claims@example.org", "phone": "(916) 555-0100 x12" },
          "attorney": { "name": "Ivo Marlowe", "firmName": "Marlowe Law", "address": { "line1": "2 Paper St", "city": "Fresno", "state": "CA", "zipCode": "93650" }, "fax": "559-555-0102", "email": "office@example.org",
            "phone": "+1 559 555 0104" },
          "requestingPhysician": { "firstName": "Noor", "lastName": "Vance", "npi": "1234567893", "specialty": "Orthopaedic Surgery", "practiceName": "Vance Spine", "tin": "11-1111111",
            "address": { "line1": "3 Paper St", "city": "Fresno", "state": "CA", "zipCode": "93650" }, "fax": "559-555-0103", "email": "practice@example.org", "phone": "559.555.0105", "joinsApplication": true },
          "otherProviders": [ { "name": "Lem Ostrander", "npi": "1234567893", "tin": "22-2222222", "role": "Physical therapist" } ],
          "facilities": [ { "name": "Ostrander Imaging", "npi": "1234567893", "tin": "33-3333333" } ],
          "urDecision": { "decisionDate": "2025-06-02", "servedOn": "2025-06-03", "serviceMethod": "MailInCalifornia", "outcome": "Denied",
            "conditionallyNonCertified": false, "reviewerOrganization": "Review Partners", "reviewerNpi": "1234567893", "formularyDispute": false, "formSent": false, "formSentOn": "2025-06-05" },
          "disputedItems": [
            { "id": "1", "description": "CT of the cervical spine without contrast", "codes": [ { "system": "Cpt", "code": "72125" } ], "bodyRegion": "cervical",
              "urOutcome": "Denied", "authorizedPart": "none", "urGuideline": "ACOEM, neck", "urDenialReason": "MedicalNecessity", "rfaDate": "2025-05-27",
              "liabilityDispute": { "disputed": true, "reason": "The neck was never accepted.", "resolutionServedOn": "2025-06-04" } },
            { "id": "2", "description": "Physical therapy, 12 visits", "codes": [], "urOutcome": "Modified", "authorizedPart": "6 visits" } ],
          "documents": [
            { "name": "ur-decision.pdf", "kind": "UrDecision", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" },
            { "name": "report.txt", "kind": "MedicalReport" },
            { "name": "rfa.pdf", "kind": "RequestForAuthorization" } ],
          "reviewType": "Regular",
          "receivedBy": "Fax",
          "primaryDiagnosis": { "icd10": "M54.2", "description": "Pain of the neck" },
          "consent": { "given": true, "signedOn": "2025-06-18", "hivInjuryClaimed": false },
          "copyToClaimsAdministrator": { "certified": true, "sentOn": "2025-06-18" },
          "representative": { "name": "Rosalind Quent", "relation": "Relative", "organization": "Quent and Daughters", "address": { "line1": "12 Invented Way", "city": "Fresno", "state": "CA", "zipCode": "93650" },
            "phone": "559-555-0106", "fax": "559-555-0107", "email": "rosalind@example.org", "designatedOn": "2025-06-10", "acceptedOn": "2025-06-11" },
          "emergencyTreatment": { "providerName": "Odo Fenn", "providerNpi": "1234567893", "facilityName": "Fenn Urgent Care", "treatedOn": "2025-05-30", "imminentAndSeriousThreat": false,
            "address": { "line1": "4 Paper St", "city": "Calexico", "state": "CA", "zipCode": "92231-0001" }, "phone": "559-555-0108", "fax": "559-555-0109" }
        }
        """;

    public static CaseNumber Number { get; } = CaseNumber.Parse("CM25-0000123");

    public static ImrApplication Application { get; } = ReadJson(Json).Application!;

    public static ApplicationReadResult ReadJson(string json, CaseNumber? expected = null) => ApplicationReader.Read(Encoding.UTF8.GetBytes(json), expected);

    /// <summary>Reads the sample after a change to its tree.</summary>
    public static ApplicationReadResult ReadChanged(Action<JsonNode> change)
    {
        var node = JsonNode.Parse(Json)!;
        change(node);
        return ReadJson(node.ToJsonString());
    }

    /// <summary>Sets the value at a path such as <c>urDecision.servedOn</c> or <c>disputedItems[0].id</c>.</summary>
    public static void Set(JsonNode root, string path, JsonNode? value)
    {
        var (parent, last) = Parent(root, path);
        parent[last] = value;
    }

    public static void Remove(JsonNode root, string path)
    {
        var (parent, last) = Parent(root, path);
        parent.AsObject().Remove(last);
    }

    private static (JsonNode Parent, string Last) Parent(JsonNode root, string path)
    {
        var parts = path.Replace("[", ".#", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal).Split('.');
        var node = root;
        foreach (var part in parts[..^1])
            node = part[0] == '#' ? node[int.Parse(part[1..])]! : node[part]!;
        return (node, parts[^1]);
    }
}
