using System.Collections.Immutable;

namespace LocalFunctions;

/// <summary>What the host knows about a function.</summary>
public abstract class FunctionDefinition
{
    /// <summary>Gets the parameters, in the order of the method.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>Gets the path of the assembly that holds the function.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Gets the method: full class name, a dot, method name.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>Gets the id of the function.</summary>
    public abstract string Id { get; }

    /// <summary>Gets the name given by <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the bindings that bring values in, the trigger among them, by parameter name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>Gets the bindings that carry values out, by name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}

/// <summary>A binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>Gets the parameter's name, or <c>$return</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the kind of binding, such as <c>httpTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Gets which way the value goes.</summary>
    public abstract BindingDirection Direction { get; }
}

/// <summary>Which way the value of a binding goes.</summary>
public enum BindingDirection
{
    /// <summary>Into the function.</summary>
    In,

    /// <summary>Out of the function.</summary>
    Out,
}
