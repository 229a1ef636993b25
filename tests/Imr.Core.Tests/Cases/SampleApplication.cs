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
          "liabilityDispute": { "disputed": false, "reason": "none" },
          "injuredWorker": { "firstName": "Marisol", "lastName": "Quent", "middleInitial": "T", "dateOfBirth": "1980-04-05",
            "address": { "line1": "12 Invented Way", "line2": "Unit 4", "city": "Fresno", "state": "CA", "zipCode": "93650" } },
          "claim": { "claimNumber": "WC-2024-77810", "dateOfInjury": "2024-02-14", "wcisJcn": "JCN-1", "eamsCaseNumber": "ADJ100" },
          "employer": { "name": "Halvorsen Orchards", "fein": "12-3456789" },
          "claimsAdministrator": { "organizationId": "org-tresmont", "companyName": "Tresmont Claims", "fein": "98-7654321", "contactName": "Ada Blix",
            "address": { "line1": "1 Paper St", "city": "Sacramento", "state": "CA", "zipCode": "95814" }, "fax": "916-555-0101", "email": "claims@example.org" },
          "attorney": { "name": "Ivo Marlowe", "firmName": "Marlowe Law", "address": { "line1": "2 Paper St", "city": "Fresno", "state": "CA", "zipCode": "93650" }, "fax": "559-555-0102", "email": "office@example.org" },
          "requestingPhysician": { "firstName": "Noor", "lastName": "Vance", "npi": "1234567893", "specialty": "Orthopaedic Surgery", "practiceName": "Vance Spine", "tin": "11-1111111",
            "address": { "line1": "3 Paper St", "city": "Fresno", "state": "CA", "zipCode": "93650" }, "fax": "559-555-0103", "email": "practice@example.org" },
          "otherProviders": [ { "name": "Lem Ostrander", "npi": "1234567893", "tin": "22-2222222", "role": "Physical therapist" } ],
          "facilities": [ { "name": "Ostrander Imaging", "npi": "1234567893", "tin": "33-3333333" } ],
          "urDecision": { "decisionDate": "2025-06-02", "servedOn": "2025-06-03", "serviceMethod": "MailInCalifornia", "outcome": "Denied",
            "conditionallyNonCertified": false, "reviewerOrganization": "Review Partners", "reviewerNpi": "1234567893", "formularyDispute": false },
          "disputedItems": [
            { "id": "1", "description": "CT of the cervical spine without contrast", "codes": [ { "system": "Cpt", "code": "72125" } ], "bodyRegion": "cervical",
              "urOutcome": "Denied", "authorizedPart": "none", "urGuideline": "ACOEM, neck", "urDenialReason": "MedicalNecessity" },
            { "id": "2", "description": "Physical therapy, 12 visits", "codes": [], "urOutcome": "Modified", "authorizedPart": "6 visits" } ],
          "documents": [
            { "name": "ur-decision.pdf", "kind": "UrDecision", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" },
            { "name": "report.txt", "kind": "MedicalReport" },
            { "name": "rfa.pdf", "kind": "RequestForAuthorization" } ]
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
