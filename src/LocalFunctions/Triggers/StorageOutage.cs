using Azure;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Says once that a storage connection does not answer, and once that it answers again. Thread-safe.</summary>
internal sealed class StorageOutage(string connection, ILogger logger)
{
    private int _down;

    public void Failed(Exception exception)
    {
        var code = (exception as RequestFailedException)?.ErrorCode ?? exception.GetType().Name;
        if (Interlocked.Exchange(ref _down, 1) == 0)
            logger.LogWarning("The storage of the setting {Connection} does not do as asked ({Code}); trying again until it does.", connection, code);
    }

    public void Answered()
    {
        if (Interlocked.Exchange(ref _down, 0) == 1) logger.LogInformation("The storage of the setting {Connection} answers again.", connection);
    }
}
