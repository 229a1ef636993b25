using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LocalFunctions.Tests.Tables;

/// <summary>One real Azurite for the tests of this folder, started on first use and killed with the test process.</summary>
internal static class TablesAzurite
{
    private static readonly Lazy<Task<string>> s_connectionString = new(StartAsync);

    public static Task<string> ConnectionStringAsync() => s_connectionString.Value;

    private static async Task<string> StartAsync()
    {
        int[] ports = [FreePort(), FreePort(), FreePort()];
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                AzuriteMain(), "--inMemoryPersistence", "--skipApiVersionCheck", "--silent",
                "--blobPort", $"{ports[0]}", "--queuePort", $"{ports[1]}", "--tablePort", $"{ports[2]}",
            },
        };
        var azurite = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => azurite.Kill(entireProcessTree: true);
        await ListeningAsync(azurite, ports[2]);
        return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{ports[2]}/{Account};";
    }

    public const string Account = "devstoreaccount1";

    // The emulator's published key.
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static async Task ListeningAsync(Process azurite, int port)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await tick.WaitForNextTickAsync(limit.Token))
        {
            if (azurite.HasExited) throw new InvalidOperationException($"Azurite ended with code {azurite.ExitCode}.");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                // Not listening yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string AzuriteMain()
    {
        if (Environment.GetEnvironmentVariable("IMR_AZURITE_MAIN") is { Length: > 0 } main) return main;
        const string InRepository = "tools/azurite/node_modules/azurite/dist/src/azurite.js";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, InRepository) is var path && File.Exists(path))
                return path;
        throw new FileNotFoundException($"Azurite is missing: install it in tools/azurite, or set IMR_AZURITE_MAIN to its azurite.js.", InRepository);
    }
}
