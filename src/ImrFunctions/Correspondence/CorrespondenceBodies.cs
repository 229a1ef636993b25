using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Deadlines;

namespace ImrFunctions.Correspondence;

/// <summary>A declaration of service, as posted.</summary>
public sealed record ServedBody(DateOnly? ServedOn, ServiceMethod? Method, string? TrackingId)
{
    public IReadOnlyList<ApplicationProblem> Problems(OutgoingItem item, DateTimeOffset now)
    {
        var problems = new List<ApplicationProblem>();
        if (ServedOn is not { } day)
            problems.Add(new ApplicationProblem("$.servedOn", "Missing.", "The day of service, such as 2026-10-05."));
        else if (day > PacificTime.LegalDay(now))
            problems.Add(new ApplicationProblem("$.servedOn", "In the future.", "Today or earlier, in Pacific time."));
        else if (day < PacificTime.LegalDay(item.CreatedAt))
            problems.Add(new ApplicationProblem("$.servedOn", "Before the item was made.", $"{PacificTime.LegalDay(item.CreatedAt):O} or later."));
        if (Method is not { } method || !Fits(item.Service.Channel, method))
            problems.Add(new ApplicationProblem("$.method", Method is null ? "Missing." : "Not a way of the item's channel.", string.Join(", ", Enum.GetValues<ServiceMethod>().Where(m => Fits(item.Service.Channel, m)))));
        if (TrackingId is { } id && (id.Length is 0 or > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            problems.Add(new ApplicationProblem("$.trackingId", "Not a tracking number.", "1 to 64 letters, digits or hyphens."));
        return problems;
    }

    /// <summary>A mail room's messenger may hand over in person what was to be mailed.</summary>
    private static bool Fits(DeliveryChannel channel, ServiceMethod method)
        => channel switch
        {
            DeliveryChannel.Fax => method == ServiceMethod.Fax,
            DeliveryChannel.Email or DeliveryChannel.Portal => method == ServiceMethod.Electronic,
            _ => method is ServiceMethod.Personal or ServiceMethod.MailInCalifornia or ServiceMethod.MailOutsideCalifornia or ServiceMethod.MailAbroad,
        };
}

/// <summary>An item that came back, as posted.</summary>
public sealed record ReturnedBody(ReturnReason? Reason)
{
    public IReadOnlyList<ApplicationProblem> Problems()
        => Reason is null or ReturnReason.NoAddress
            ? [new ApplicationProblem("$.reason", Reason is null ? "Missing." : "Only the system finds this.", string.Join(", ", Enum.GetValues<ReturnReason>().Where(r => r != ReturnReason.NoAddress)))]
            : [];
}

/// <summary>An order to serve again, as posted. What is absent stays as it was.</summary>
public sealed record ReserveBody(DeliveryChannel? Channel, Address? Address, string? Fax, string? Email)
{
    public PartyContact To(PartyContact before) => before with { Address = Address ?? before.Address, Fax = Fax ?? before.Fax, Email = Email ?? before.Email };

    public IReadOnlyList<ApplicationProblem> Problems(OutgoingItem item, PartyContact before)
    {
        var problems = new List<ApplicationProblem>();
        if (Address is { } address)
        {
            Check("$.address.line1", address.Line1, 200);
            Check("$.address.city", address.City, 100);
            Check("$.address.zipCode", address.ZipCode, 10);
            if (address.State is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
                problems.Add(new ApplicationProblem("$.address.state", "Not a state.", "Two capital letters, such as CA."));
            if (address.Line2 is { Length: > 200 })
                problems.Add(new ApplicationProblem("$.address.line2", "Too long.", "At most 200 characters."));
        }

        if (Fax is not null && (Fax.Length > 20 || Fax.Count(char.IsAsciiDigit) < 7 || !Fax.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ' or '(' or ')' or '.')))
            problems.Add(new ApplicationProblem("$.fax", "Not a fax number.", "At least 7 digits, such as 916-555-0100."));
        if (Email is not null && (Email.Length > 200 || Email.Count(c => c == '@') != 1 || Email.StartsWith('@') || Email.EndsWith('@') || Email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))))
            problems.Add(new ApplicationProblem("$.email", "Not an e-mail address.", "name@domain"));
        var channel = Channel ?? item.Service.Channel;
        if (channel == DeliveryChannel.Portal && item.Recipient != PartyContacts.ClaimsAdministrator)
            problems.Add(new ApplicationProblem("$.channel", "This recipient has no portal.", "MailBatch, Fax or Email."));
        if (problems.Count == 0 && !To(before).Reaches(channel))
            problems.Add(new ApplicationProblem(PlaceOf(channel), "Missing; none is known.", $"Needed for {channel}."));
        return problems;

        void Check(string path, string? value, int max)
        {
            if (string.IsNullOrWhiteSpace(value) || value.Length > max)
                problems.Add(new ApplicationProblem(path, string.IsNullOrWhiteSpace(value) ? "Missing." : "Too long.", $"1 to {max} characters."));
        }
    }

    private static string PlaceOf(DeliveryChannel channel)
        => channel switch { DeliveryChannel.Fax => "$.fax", DeliveryChannel.Email => "$.email", _ => "$.address" };
}
