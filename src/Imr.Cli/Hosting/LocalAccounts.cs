using Imr.Cli.Azurite;

namespace Imr.Cli.Hosting;

/// <summary>The two storage accounts of a local installation: the host's and task hub's is another one than the case data's.</summary>
internal static class LocalAccounts
{
    public static AzuriteAccount Host { get; } = AzuriteAccount.Named("imrhost");

    public static AzuriteAccount CaseData { get; } = AzuriteAccount.Named("imrcases");

    public static IReadOnlyList<AzuriteAccount> All { get; } = [Host, CaseData];
}
