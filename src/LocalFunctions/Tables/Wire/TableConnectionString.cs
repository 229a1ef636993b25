namespace LocalFunctions.Tables;

/// <summary>What a storage connection string says about the Table service.</summary>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    private const string EmulatorAccount = "devstoreaccount1";

    // The emulator's published key: the same on every machine, no secret.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="ArgumentException">It is empty, or lacks the account's name or key, or both its table endpoint and the endpoint suffix.</exception>
    /// <exception cref="InvalidOperationException">It is not a list of <c>name=value</c>.</exception>
    public static TableConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = Split(connectionString);

        if (settings.GetValueOrDefault("UseDevelopmentStorage") == "true")
        {
            var proxy = settings.TryGetValue("DevelopmentStorageProxyUri", out var text) ? new Uri(text) : new Uri("http://127.0.0.1");
            var emulator = new UriBuilder(proxy.Scheme, proxy.Host, 10002, EmulatorAccount);
            return new(emulator.Uri, new TableSharedKeyCredential(EmulatorAccount, EmulatorKey));
        }

        if (!settings.TryGetValue("AccountName", out var account) || !settings.TryGetValue("AccountKey", out var key))
            throw new ArgumentException("The connection string must have AccountName and AccountKey.", nameof(connectionString));

        var endpoint = settings.GetValueOrDefault("TableEndpoint");
        if (string.IsNullOrWhiteSpace(endpoint))
        {
            if (!settings.TryGetValue("EndpointSuffix", out var suffix))
                throw new ArgumentException("The connection string must have TableEndpoint or EndpointSuffix.", nameof(connectionString));
            if (suffix.Length == 0) suffix = "core.windows.net";
            endpoint = $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{suffix}/";
        }

        return new(new Uri(endpoint), new TableSharedKeyCredential(account, key));
    }

    // Not DbConnectionStringBuilder: a base64 key may end in '=', and quotes have no meaning here.
    private static Dictionary<string, string> Split(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new InvalidOperationException("The connection string must be a list of name=value, separated by semicolons.");
            if (!settings.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
                throw new InvalidOperationException($"The connection string names {part[..equals].Trim()} twice.");
        }

        return settings;
    }
}
