using Imr.Cli.Azurite;

namespace Imr.Testing;

/// <summary>
/// A real Azurite for tests: one for the test process, in memory, started at first use and ended with the process.
/// Each test class takes an account of its own, so that classes run in parallel without seeing each other's data.
/// </summary>
public static class AzuriteForTests
{
    private const int AccountCount = 400;

    private static readonly AzuriteAccount[] s_accounts = [.. Enumerable.Range(1, AccountCount).Select(n => AzuriteAccount.Named($"imrtest{n:000}"))];
    private static readonly Lazy<Task<AzuriteProcess>> s_azurite = new(StartAsync);
    private static int s_taken;

    /// <summary>The connection string (blob, queue and table) of an account that nobody else has; empty. Call it once a test class.</summary>
    /// <exception cref="InvalidOperationException">More than 400 accounts were taken: a class takes one for each test.</exception>
    public static async Task<string> AccountAsync()
    {
        var taken = Interlocked.Increment(ref s_taken);
        if (taken > AccountCount)
            throw new InvalidOperationException($"All {AccountCount} accounts are taken: take one for a test class, not for each test.");

        var azurite = await s_azurite.Value;
        return azurite.ConnectionString(s_accounts[taken - 1].Name);
    }

    private static async Task<AzuriteProcess> StartAsync()
    {
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Accounts = s_accounts });
        // Were this not to run, Azurite would still end: our end closes its standard input.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => azurite.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return azurite;
    }
}
