namespace LocalFunctions.Hosting;

/// <summary>What a test gives the builder instead of files, entry assembly and console.</summary>
internal sealed class LocalHostOptions
{
    /// <summary>The classes with functions; null looks in the entry assembly.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; set; }

    /// <summary>The text of host.json; null reads the file in the app's output directory.</summary>
    public string? HostJson { get; set; }

    public TextWriter Output { get; set; } = Console.Out;

    public TextWriter Error { get; set; } = Console.Error;
}
