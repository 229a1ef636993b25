namespace Imr.Cli.Hosting;

/// <summary>How the function app is started on this machine.</summary>
/// <param name="HostStorage">Connection string of the host's and the task hub's storage account.</param>
/// <param name="CaseStorage">Connection string of the case data's storage account: another one.</param>
/// <param name="DataDirectory">Where the task hub and the generated keys lie.</param>
/// <param name="CorrespondenceDirectory">Where mail batches, hand-offs and staff notices are put.</param>
internal sealed record AppOptions(int Port, string HostStorage, string CaseStorage, string DataDirectory, string CorrespondenceDirectory, string LogFile)
{
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["AzureWebJobsStorage"] = HostStorage,
        ["CaseFiles"] = CaseStorage,
        ["Correspondence__Directory"] = CorrespondenceDirectory,
        ["LocalFunctions__Port"] = $"{Port}",
        ["LocalFunctions__DataDirectory"] = DataDirectory,
        ["LocalFunctions__StopWhenInputCloses"] = "true",
    };
}
