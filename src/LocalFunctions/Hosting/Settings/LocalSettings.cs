using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting;

/// <summary>The settings of the local host itself: section <c>LocalFunctions</c>, or environment variables <c>LocalFunctions__…</c>.</summary>
internal sealed class LocalSettings
{
    /// <summary>Port on 127.0.0.1, 0 to 65535; 0 takes a free one. Default 7071.</summary>
    public int Port { get; set; } = 7071;

    /// <summary>Directory of the task hub's file; relative to the current directory. Default <c>.imr</c>.</summary>
    public string DataDirectory { get; set; } = ".imr";

    /// <summary>Pause between two looks into a container, in milliseconds, 10 to 3600000 (an hour). Default 500.</summary>
    public int BlobPollMilliseconds { get; set; } = 500;

    /// <summary>Pause between two looks into an empty queue, in milliseconds, 10 to 3600000 (an hour). Default 500.</summary>
    public int QueuePollMilliseconds { get; set; } = 500;

    /// <summary>How long a stop waits for running invocations, in seconds, 0 to 86400 (a day). Default 10.</summary>
    public int ShutdownSeconds { get; set; } = 10;

    /// <summary>How many days the task hub keeps ended instances, 0 or more; 0 keeps them until the app purges them. Default 0.</summary>
    public double RetentionDays { get; set; }

    /// <summary>Whether the console's log is one JSON object a line, with scopes and UTC times. Default false.</summary>
    public bool JsonLogs { get; set; }

    /// <summary>Whether the app stops when its standard input ends, so that it never outlives its parent. Default false.</summary>
    public bool StopWhenInputCloses { get; set; }

    /// <summary>Whether a refused start throws instead of printing its sentence and setting exit code 1. Default false; for tests.</summary>
    public bool ThrowWhenRefused { get; set; }

    /// <summary>Names of the assemblies with functions, separated by commas. Default: the entry assembly.</summary>
    public string? Assemblies { get; set; }

    /// <summary>Largest request body in bytes: setting <c>FUNCTIONS_REQUEST_BODY_SIZE_LIMIT</c>, as in Azure. Default 100 MiB.</summary>
    public long RequestBodyLimit { get; set; } = 104_857_600;

    /// <exception cref="StartRefusedException">A value is not valid.</exception>
    public static LocalSettings Read(IConfiguration configuration)
    {
        LocalSettings settings;
        try
        {
            settings = configuration.GetSection("LocalFunctions").Get<LocalSettings>() ?? new LocalSettings();
            settings.RequestBodyLimit = configuration.GetValue("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", settings.RequestBodyLimit);
        }
        catch (InvalidOperationException exception)
        {
            throw new StartRefusedException($"A setting of the local host is not valid ({exception.Message.TrimEnd('.')}): correct it.", exception);
        }

        Check(settings.Port is >= 0 and <= 65535, "LocalFunctions:Port", "0 to 65535");
        // Above: longer than a timer of the system can wait, in the end.
        Check(settings.BlobPollMilliseconds is >= 10 and <= 3_600_000, "LocalFunctions:BlobPollMilliseconds", "10 to 3600000");
        Check(settings.QueuePollMilliseconds is >= 10 and <= 3_600_000, "LocalFunctions:QueuePollMilliseconds", "10 to 3600000");
        Check(settings.ShutdownSeconds is >= 0 and <= 86_400, "LocalFunctions:ShutdownSeconds", "0 to 86400");
        Check(settings.RetentionDays is >= 0 and <= 36_500, "LocalFunctions:RetentionDays", "0 to 36500");
        Check(settings.RequestBodyLimit > 0, "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "more than 0");
        return settings;
    }

    private static void Check(bool valid, string name, string range)
    {
        if (!valid) throw new StartRefusedException($"The setting {name} must be {range}.");
    }
}
