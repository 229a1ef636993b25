namespace LocalFunctions.Tables;

/// <summary>Account and table in a URI: <c>https://account.table.suffix/table</c>, or for the emulator <c>http://127.0.0.1:10002/account/table</c>.</summary>
internal static class TableAddress
{
    public static string AccountOf(Uri endpoint) =>
        HasAccountInPath(endpoint) ? Segments(endpoint).FirstOrDefault("") : endpoint.Host.Split('.')[0];

    public static Uri TableUri(Uri endpoint, string tableName) => new UriBuilder(endpoint) { Path = endpoint.AbsolutePath.TrimEnd('/') + "/" + tableName }.Uri;

    /// <summary>The service's endpoint where a caller gave the table's.</summary>
    public static Uri WithoutTable(Uri endpoint, string tableName)
    {
        var segments = Segments(endpoint);
        var first = HasAccountInPath(endpoint) ? 1 : 0;
        return segments.Length > first && segments[^1] == tableName
            ? new UriBuilder(endpoint) { Path = string.Join('/', segments[..^1]) }.Uri
            : endpoint;
    }

    private static string[] Segments(Uri endpoint) => endpoint.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool HasAccountInPath(Uri endpoint) => endpoint.IsLoopback || endpoint.HostNameType == UriHostNameType.IPv4;
}
