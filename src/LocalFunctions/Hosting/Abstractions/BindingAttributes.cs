#pragma warning disable CA1012, MA0017 // The constructors are public in the mirrored API.

namespace LocalFunctions.Extensions.Abstractions;

/// <summary>Base of every attribute that connects a parameter with something outside the function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    /// <summary>Base constructor.</summary>
    public BindingAttribute()
    {
    }
}

/// <summary>Base of the attributes that say what starts a function. A function has exactly one.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    /// <summary>Base constructor.</summary>
    public TriggerBindingAttribute()
    {
    }
}

/// <summary>Base of the attributes that hand a function something beside its trigger.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute
{
    /// <summary>Base constructor.</summary>
    public InputBindingAttribute()
    {
    }
}
