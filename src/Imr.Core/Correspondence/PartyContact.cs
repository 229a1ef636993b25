using Imr.Core.Cases;

namespace Imr.Core.Correspondence;

/// <summary>Where a party can be reached. A re-service brings its own.</summary>
/// <param name="Name">A person's or an office's name, as on an envelope.</param>
public sealed record PartyContact(string Name, string? Organization, Address? Address, string? Fax, string? Email)
{
    /// <summary>Whether a channel can reach it. Who owns the portal needs no address there.</summary>
    public bool Reaches(DeliveryChannel channel)
        => channel switch
        {
            DeliveryChannel.MailBatch => Address is not null,
            DeliveryChannel.Fax => !string.IsNullOrWhiteSpace(Fax),
            DeliveryChannel.Email => !string.IsNullOrWhiteSpace(Email),
            _ => true,
        };

    /// <summary>The lines of the addressee block.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Name;
        if (!string.IsNullOrWhiteSpace(Organization))
            yield return Organization;
        if (Address is not { } address)
            yield break;
        yield return address.Line1;
        if (!string.IsNullOrWhiteSpace(address.Line2))
            yield return address.Line2;
        yield return $"{address.City}, {address.State} {address.ZipCode}";
        if (address.Country is { } country and not "US")
            yield return country;
    }
}

/// <summary>The roles that messages name as recipients, and where the application says that they are.</summary>
public static class PartyContacts
{
    public const string InjuredWorker = "InjuredWorker";
    public const string Attorney = "Attorney";
    public const string RequestingPhysician = "RequestingPhysician";
    public const string ClaimsAdministrator = "ClaimsAdministrator";

    /// <summary>A role that the application knows nothing of is addressed by its own words.</summary>
    public static PartyContact Of(ImrApplication? application, string recipient)
        => application is null ? new PartyContact(Words.Of(recipient), null, null, null, null) : recipient switch
        {
            InjuredWorker => new PartyContact(Worker(application.InjuredWorker), null, application.InjuredWorker.Address, null, null),
            Attorney when application.Attorney is { } attorney => new PartyContact(attorney.Name, attorney.FirmName, attorney.Address, attorney.Fax, attorney.Email),
            RequestingPhysician => Physician(application.RequestingPhysician),
            ClaimsAdministrator => Administrator(application.ClaimsAdministrator),
            _ => new PartyContact(Words.Of(recipient), null, null, null, null),
        };

    internal static string Worker(InjuredWorker worker)
        => string.Join(' ', new[] { worker.FirstName, worker.MiddleInitial, worker.LastName }.Where(n => !string.IsNullOrWhiteSpace(n)));

    private static PartyContact Physician(RequestingPhysician physician)
        => new($"{physician.FirstName} {physician.LastName}", physician.PracticeName, physician.Address, physician.Fax, physician.Email);

    private static PartyContact Administrator(ClaimsAdministrator administrator)
        => new(
            administrator.ContactName ?? administrator.CompanyName,
            administrator.ContactName is null ? null : administrator.CompanyName,
            administrator.Address, administrator.Fax, administrator.Email);
}
