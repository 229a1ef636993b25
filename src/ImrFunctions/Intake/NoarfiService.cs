using Imr.Core.Records.Noarfi;

namespace ImrFunctions.Intake;

/// <summary>A manifest for a client of the exchange.</summary>
/// <param name="DeliveryId">By which exactly these rows can be acknowledged; null when there were none.</param>
/// <param name="Csv">Header and rows, or <see cref="NoarfiManifest.NoData"/>.</param>
public sealed record NoarfiAnswer(string? DeliveryId, string Csv);

/// <summary>What the document exchange asks of the notices of one organization: its days, a day's manifest, its acknowledgement.</summary>
public sealed class NoarfiService(NoarfiStore store)
{
    /// <summary>Days with notices that are not acknowledged, the earliest first.</summary>
    public Task<IReadOnlyList<DateOnly>> DaysAsync(string organizationId, CancellationToken cancellation) => store.DaysAsync(organizationId, cancellation);

    public async Task<NoarfiAnswer> ManifestAsync(string organizationId, DateOnly date, NoarfiHeaders headers, CancellationToken cancellation)
    {
        var delivery = await store.FetchAsync(organizationId, date, cancellation);
        return new NoarfiAnswer(delivery.DeliveryId, NoarfiManifest.Render([.. delivery.Rows], headers));
    }

    /// <inheritdoc cref="NoarfiStore.AcknowledgeAsync"/>
    public Task<int> AcknowledgeAsync(string organizationId, DateOnly date, string? deliveryId, string by, CancellationToken cancellation)
        => store.AcknowledgeAsync(organizationId, date, deliveryId, by, cancellation);
}
