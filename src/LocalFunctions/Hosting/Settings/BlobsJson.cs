namespace LocalFunctions.Hosting;

/// <summary>What the local host reads of host.json's <c>extensions.blobs</c>, with the extension's ranges and defaults.</summary>
internal sealed record BlobsJson
{
    /// <summary>How many invocations of all blob functions together run at a time: 1 or more. Default 8 for each processor.</summary>
    public int MaxDegreeOfParallelism { get; init; } = 8 * Environment.ProcessorCount;

    /// <summary>Tries before the poison queue: 1 or more. Default 5.</summary>
    public int PoisonBlobThreshold { get; init; } = 5;

    /// <exception cref="StartRefusedException">A value is not valid.</exception>
    public static BlobsJson Read(JsonPath blobs)
    {
        var defaults = new BlobsJson();
        return new BlobsJson
        {
            MaxDegreeOfParallelism = HostJson.InRange("blobs.maxDegreeOfParallelism", blobs.Number("maxDegreeOfParallelism") ?? defaults.MaxDegreeOfParallelism, 1, 10_000),
            PoisonBlobThreshold = HostJson.InRange("blobs.poisonBlobThreshold", blobs.Number("poisonBlobThreshold") ?? defaults.PoisonBlobThreshold, 1, int.MaxValue),
        };
    }
}
