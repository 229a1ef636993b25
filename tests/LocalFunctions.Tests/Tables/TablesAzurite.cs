using Imr.Testing;

namespace LocalFunctions.Tests.Tables;

/// <summary>The account of the tests of this folder, in the process's one Azurite.</summary>
internal static class TablesAzurite
{
    private static readonly Lazy<Task<string>> s_connectionString = new(AzuriteForTests.AccountAsync);

    /// <summary>A key of the right form, for tests that sign nothing that is checked.</summary>
    public static string AnyKey { get; } = Convert.ToBase64String(new byte[64]);

    public static Task<string> ConnectionStringAsync() => s_connectionString.Value;

    public static async Task<(string Account, string Key)> CredentialAsync()
    {
        var parts = (await ConnectionStringAsync()).Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        return (parts["AccountName"], parts["AccountKey"]);
    }
}
