namespace LocalFunctions.Durable;

/// <summary>How an orchestration starts anew.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the new run.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether events that came and were not awaited go to the new run; default true.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the new run; null or blank: the present one.</summary>
    public string? NewVersion { get; set; }
}
