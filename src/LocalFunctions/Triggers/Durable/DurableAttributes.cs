using System.Diagnostics;
using LocalFunctions.Extensions.Abstractions;

namespace LocalFunctions;

/// <summary>Marks the context parameter of an orchestrator.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
[DebuggerDisplay("{Orchestration}")]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Gets or sets the orchestrator's name; null is the function's name.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>Marks the input parameter of an activity.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
[DebuggerDisplay("{Activity}")]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Gets or sets the activity's name; null is the function's name.</summary>
    public string? Activity { get; set; }
}

/// <summary>Binds a parameter to the client of the task hub.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>Gets or sets the task hub; the local host has one, so it must be null.</summary>
    public string? TaskHub { get; set; }

    /// <summary>Gets or sets the connection of the task hub; the local host has one, so it must be null.</summary>
    public string? ConnectionName { get; set; }
}
