using static Imr.Core.Cases.ApplicationLimits;

namespace Imr.Core.Cases;

/// <summary>The application's parts, member by member: what the contract says of each.</summary>
internal static class ApplicationForm
{
    private const string CaseNumberForm = "CM, two digits, a hyphen, 7 or 8 digits, such as CM26-0000123";
    private const string NpiForm = "a National Provider Identifier: ten digits with a valid check digit";
    private const string StateForm = "two capital letters of a State or territory, such as CA; an address abroad names its country";
    private const string DocumentNameForm = "a file name of 1 to 200 characters without a path: no slash, backslash, '..', control character or dot at its end";

    public static ImrApplication Read(JsonFields form, int version) => new(
        version,
        form.Value<CaseNumber>("caseNumber", CaseNumberForm),
        form.OneOf<Priority>("priority"),
        form.OptionalDay("applicationReceived"),
        form.OptionalObject("signature", Signature),
        form.Object("liabilityDispute", LiabilityDispute),
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
        form.List("documents", 0, MaxDocuments, Document),
        form.OptionalOneOf<ReviewType>("reviewType"),
        form.OptionalOneOf<FilingChannel>("receivedBy"),
        form.OptionalObject("primaryDiagnosis", Diagnosis),
        form.OptionalObject("consent", Consent),
        form.OptionalObject("copyToClaimsAdministrator", f => new CopyCertification(f.Flag("certified"), f.OptionalDay("sentOn"))),
        form.OptionalObject("representative", Representative),
        form.OptionalObject("emergencyTreatment", Emergency));

    private static ApplicationSignature Signature(JsonFields f)
        => new(f.OneOf<SignedBy>("signedBy"), f.Text("name", Organization), f.Day("signedOn"), f.OptionalDay("designatedOn"));

    private static LiabilityDispute LiabilityDispute(JsonFields f)
        => new(f.Flag("disputed"), f.OptionalText("reason", LongText), f.OptionalDay("resolutionServedOn"));

    private static InjuredWorker Worker(JsonFields f) => new(
        f.Text("firstName", Name),
        f.Text("lastName", Name),
        f.OptionalText("middleInitial", Initial),
        f.OptionalDay("dateOfBirth"),
        Address(f),
        PhoneNumber(f));

    private static Attorney Attorney(JsonFields f) => new(
        f.Text("name", Organization),
        f.OptionalText("firmName", Organization),
        Address(f),
        f.OptionalText("fax", Identifier),
        f.OptionalText("email", Organization),
        PhoneNumber(f));

    private static Claim Claim(JsonFields f)
        => new(f.Text("claimNumber", LongIdentifier), f.Day("dateOfInjury"), f.OptionalText("wcisJcn", LongIdentifier), f.OptionalText("eamsCaseNumber", LongIdentifier));

    private static ClaimsAdministrator ClaimsAdministrator(JsonFields f) => new(
        f.Form("organizationId", IsOrganizationId, "1 to 64 letters, digits, dots, hyphens or underscores, the first a letter or digit"),
        f.Text("companyName", Organization),
        f.OptionalText("fein", Identifier),
        f.OptionalText("contactName", Organization),
        Address(f),
        f.OptionalText("fax", Identifier),
        f.OptionalText("email", Organization),
        PhoneNumber(f));

    private static RequestingPhysician Physician(JsonFields f) => new(
        f.Text("firstName", Name),
        f.Text("lastName", Name),
        f.Value<Npi>("npi", NpiForm, Npi.CheckDigitFault),
        f.Text("specialty", Organization),
        f.OptionalText("practiceName", Organization),
        f.OptionalText("tin", Identifier),
        Address(f),
        f.OptionalText("fax", Identifier),
        f.OptionalText("email", Organization),
        PhoneNumber(f),
        f.OptionalFlag("joinsApplication"));

    private static Provider Provider(JsonFields f)
        => new(f.Text("name", Organization), OptionalNpi(f, "npi"), f.OptionalText("tin", Identifier), f.Text("role", Name));

    private static Facility Facility(JsonFields f)
        => new(f.Text("name", Organization), OptionalNpi(f, "npi"), f.OptionalText("tin", Identifier));

    private static UrDecision UrDecision(JsonFields f) => new(
        f.Day("decisionDate"),
        f.Day("servedOn"),
        f.OneOf<ServiceMethod>("serviceMethod"),
        f.OneOf<UrOutcome>("outcome"),
        f.Flag("conditionallyNonCertified"),
        f.OptionalText("reviewerOrganization", Organization),
        OptionalNpi(f, "reviewerNpi"),
        f.Flag("formularyDispute"),
        f.OptionalFlag("formSent"),
        f.OptionalDay("formSentOn"));

    private static DisputedItem Item(JsonFields f) => new(
        f.Form("id", IsItemId, "1 to 20 letters, digits or hyphens, the first a letter or digit"),
        f.Text("description", LongText),
        f.List("codes", 0, MaxCodes, Code),
        f.OptionalValue<BodyRegion>("bodyRegion", $"one of {string.Join(", ", BodyRegion.All.Select(r => r.Code))}"),
        f.OneOf<UrOutcome>("urOutcome"),
        f.OptionalText("authorizedPart", LongText),
        f.OptionalText("urGuideline", LongText),
        f.OptionalOneOf<UrDenialReason>("urDenialReason"),
        f.OptionalDay("rfaDate"),
        f.OptionalObject("liabilityDispute", LiabilityDispute));

    private static ServiceCode Code(JsonFields f)
    {
        var code = new ServiceCode(f.OneOf<CodeSystem>("system"), f.Text("code", Identifier));
        // Without its system no form can be held against the code.
        if (f.IsGood("system"))
            f.Since("code", CodeForms.IsRight(code.System, code.Code), "has another form", CodeForms.Expected(code.System));
        return code;
    }

    private static Diagnosis Diagnosis(JsonFields f)
    {
        var diagnosis = new Diagnosis(
            f.OptionalForm("icd10", s => CodeForms.IsRight(CodeSystem.Icd10, s), CodeForms.Expected(CodeSystem.Icd10)),
            f.OptionalText("description", Organization));
        f.Since("description", diagnosis.Icd10 is not null || diagnosis.Description is not null, "is missing, as icd10 is", "a code, words, or both");
        return diagnosis;
    }

    private static RecordsConsent Consent(JsonFields f)
    {
        var consent = new RecordsConsent(f.Flag("given"), f.OptionalDay("signedOn"), f.OptionalFlag("hivInjuryClaimed"));
        f.Since("signedOn", !consent.Given || consent.SignedOn is not null, "is missing", "the day of the signature by which consent is given: it ends a year later");
        return consent;
    }

    private static Representative Representative(JsonFields f) => new(
        f.Text("name", Organization),
        f.OneOf<RepresentativeRelation>("relation"),
        f.OptionalText("organization", Organization),
        Address(f),
        PhoneNumber(f),
        PhoneNumber(f, "fax"),
        f.OptionalText("email", Organization),
        f.Day("designatedOn"),
        f.OptionalDay("acceptedOn"));

    private static EmergencyTreatment Emergency(JsonFields f) => new(
        f.Text("providerName", Organization),
        OptionalNpi(f, "providerNpi"),
        f.OptionalText("facilityName", Organization),
        f.Day("treatedOn"),
        f.Flag("imminentAndSeriousThreat"),
        Address(f),
        PhoneNumber(f),
        PhoneNumber(f, "fax"));

    private static ListedDocument Document(JsonFields f)
    {
        var document = new ListedDocument(
            f.Form("name", IsDocumentName, DocumentNameForm),
            f.OneOf<DocumentKind>("kind"),
            f.OptionalValue<ContentHash>("sha256", "64 lower-case hex digits"));
        f.Since("name", ShowsAsItIs(document.Name), "does not show as it is: it is blank, or has a sign that turns the direction of writing", DocumentNameForm);
        return document;
    }

    private static Address? Address(JsonFields owner) => owner.OptionalObject("address", f =>
    {
        var country = f.OptionalForm("country", PostalCodes.IsCountry, "two capital letters of ISO 3166, such as MX; left out in the United States");
        var abroad = country is not (null or PostalCodes.UnitedStates);
        var address = new Address(
            f.Text("line1", Organization),
            f.OptionalText("line2", Organization),
            f.Text("city", Name),
            abroad ? f.Text("state", Name) : f.Form("state", PostalCodes.IsCountry, StateForm),
            f.Text("zipCode", ZipCode),
            country);
        if (!abroad)
        {
            f.Since("state", PostalCodes.IsState(address.State), "is no State", StateForm);
            f.Since("zipCode", PostalCodes.IsZip(address.ZipCode), "is no ZIP code", "five digits, or five, a hyphen and four, such as 93650-1234");
        }

        return address;
    });

    private static string? PhoneNumber(JsonFields f, string name = "phone")
        => f.OptionalForm(name, IsPhone, "a number of at least 7 digits, such as 916-555-0100 or 916-555-0100 x12");

    private static Npi? OptionalNpi(JsonFields f, string name) => f.OptionalValue<Npi>(name, NpiForm, Npi.CheckDigitFault);
}
