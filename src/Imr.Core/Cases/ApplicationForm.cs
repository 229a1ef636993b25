using static Imr.Core.Cases.ApplicationLimits;

namespace Imr.Core.Cases;

/// <summary>The application's parts, member by member: what the contract says of each.</summary>
internal static class ApplicationForm
{
    private const string CaseNumberForm = "CM, two digits, a hyphen, 7 or 8 digits, such as CM26-0000123";
    private const string NpiForm = "a National Provider Identifier: ten digits with a valid check digit";

    public static ImrApplication Read(JsonFields form, int version) => new(
        version,
        form.Value<CaseNumber>("caseNumber", CaseNumberForm),
        form.OneOf<Priority>("priority"),
        form.OptionalDay("applicationReceived"),
        form.OptionalObject("signature", Signature),
        form.Object("liabilityDispute", f => new LiabilityDispute(f.Flag("disputed"), f.OptionalText("reason", LongText))),
        form.Object("injuredWorker", Worker),
        form.Object("claim", Claim),
        form.Object("employer", f => new Employer(f.Text("name", Organization), f.OptionalText("fein", Identifier))),
        form.Object("claimsAdministrator", ClaimsAdministrator),
        form.OptionalObject("attorney", Attorney),
        form.Object("requestingPhysician", Physician),
        form.List("otherProviders", 0, MaxProviders, Provider),
        form.List("facilities", 0, MaxProviders, Facility),
        form.Object("urDecision", UrDecision),
        form.List("disputedItems", 1, MaxItems, Item),
        form.List("documents", 0, MaxDocuments, Document));

    private static ApplicationSignature Signature(JsonFields f)
        => new(f.OneOf<SignedBy>("signedBy"), f.Text("name", Organization), f.Day("signedOn"), f.OptionalDay("designatedOn"));

    private static InjuredWorker Worker(JsonFields f)
        => new(f.Text("firstName", Name), f.Text("lastName", Name), f.OptionalText("middleInitial", Initial), f.OptionalDay("dateOfBirth"), Address(f));

    private static Attorney Attorney(JsonFields f)
        => new(f.Text("name", Organization), f.OptionalText("firmName", Organization), Address(f), f.OptionalText("fax", Identifier), f.OptionalText("email", Organization));

    private static Claim Claim(JsonFields f)
        => new(f.Text("claimNumber", LongIdentifier), f.Day("dateOfInjury"), f.OptionalText("wcisJcn", LongIdentifier), f.OptionalText("eamsCaseNumber", LongIdentifier));

    private static ClaimsAdministrator ClaimsAdministrator(JsonFields f) => new(
        f.Form("organizationId", IsOrganizationId, "1 to 64 letters, digits, dots, hyphens or underscores, the first a letter or digit"),
        f.Text("companyName", Organization),
        f.OptionalText("fein", Identifier),
        f.OptionalText("contactName", Organization),
        Address(f),
        f.OptionalText("fax", Identifier),
        f.OptionalText("email", Organization));

    private static RequestingPhysician Physician(JsonFields f) => new(
        f.Text("firstName", Name),
        f.Text("lastName", Name),
        f.Value<Npi>("npi", NpiForm),
        f.Text("specialty", Organization),
        f.OptionalText("practiceName", Organization),
        f.OptionalText("tin", Identifier),
        Address(f),
        f.OptionalText("fax", Identifier),
        f.OptionalText("email", Organization));

    private static Provider Provider(JsonFields f)
        => new(f.Text("name", Organization), f.OptionalValue<Npi>("npi", NpiForm), f.OptionalText("tin", Identifier), f.Text("role", Name));

    private static Facility Facility(JsonFields f)
        => new(f.Text("name", Organization), f.OptionalValue<Npi>("npi", NpiForm), f.OptionalText("tin", Identifier));

    private static UrDecision UrDecision(JsonFields f) => new(
        f.Day("decisionDate"),
        f.Day("servedOn"),
        f.OneOf<ServiceMethod>("serviceMethod"),
        f.OneOf<UrOutcome>("outcome"),
        f.Flag("conditionallyNonCertified"),
        f.OptionalText("reviewerOrganization", Organization),
        f.OptionalValue<Npi>("reviewerNpi", NpiForm),
        f.Flag("formularyDispute"));

    private static DisputedItem Item(JsonFields f) => new(
        f.Form("id", IsItemId, "1 to 20 letters, digits or hyphens, the first a letter or digit"),
        f.Text("description", LongText),
        f.List("codes", 0, MaxCodes, c => new ServiceCode(c.OneOf<CodeSystem>("system"), c.Text("code", Identifier))),
        f.OptionalValue<BodyRegion>("bodyRegion", $"one of {string.Join(", ", BodyRegion.All.Select(r => r.Code))}"),
        f.OneOf<UrOutcome>("urOutcome"),
        f.OptionalText("authorizedPart", LongText),
        f.OptionalText("urGuideline", LongText),
        f.OptionalOneOf<UrDenialReason>("urDenialReason"));

    private static ListedDocument Document(JsonFields f) => new(
        f.Form("name", IsDocumentName, "a file name of 1 to 200 characters without a path: no slash, backslash, '..', control character or dot at its end"),
        f.OneOf<DocumentKind>("kind"),
        f.OptionalValue<ContentHash>("sha256", "64 lower-case hex digits"));

    private static Address? Address(JsonFields owner) => owner.OptionalObject("address", f => new Address(
        f.Text("line1", Organization),
        f.OptionalText("line2", Organization),
        f.Text("city", Name),
        f.Form("state", s => s is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'], "two capital letters, such as CA"),
        f.Text("zipCode", ZipCode)));
}
