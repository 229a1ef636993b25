namespace Imr.Cli.Azurite;

/// <summary>How an Azurite is started.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Where data is kept, made if absent; null (default): in memory, gone at the end.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The most that its process keeps in memory, MiB; null (default): Node's own limit.</summary>
    public int? HeapMiB { get; init; }

    /// <summary>TCP port 1 to 65535; 0 (default): a free one.</summary>
    public int BlobPort { get; init; }

    /// <inheritdoc cref="BlobPort"/>
    public int QueuePort { get; init; }

    /// <inheritdoc cref="BlobPort"/>
    public int TablePort { get; init; }

    /// <summary>The accounts served; at least one. Default: <c>devstoreaccount1</c> with a key of our own.</summary>
    public IReadOnlyList<AzuriteAccount> Accounts { get; init; } = [AzuriteAccount.Named("devstoreaccount1")];

    /// <summary>Where Azurite's output goes; null (default): nowhere.</summary>
    public string? LogFile { get; init; }
}
