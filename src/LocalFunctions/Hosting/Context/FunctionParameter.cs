using System.Collections.Immutable;

namespace LocalFunctions;

/// <summary>A parameter of a function.</summary>
public class FunctionParameter
{
    /// <summary>A parameter without a default value or properties.</summary>
    public FunctionParameter(string name, Type type)
        : this(name, type, ImmutableDictionary<string, object>.Empty)
    {
    }

    /// <summary>A parameter without properties.</summary>
    public FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue)
        : this(name, type, hasDefaultValue, defaultValue, ImmutableDictionary<string, object>.Empty)
    {
    }

    /// <summary>A parameter without a default value.</summary>
    public FunctionParameter(string name, Type type, IReadOnlyDictionary<string, object> properties)
        : this(name, type, hasDefaultValue: false, defaultValue: null, properties)
    {
    }

    /// <summary>A parameter.</summary>
    /// <exception cref="ArgumentNullException">The name, the type or the properties are null.</exception>
    public FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue, IReadOnlyDictionary<string, object> properties)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Type = type ?? throw new ArgumentNullException(nameof(type));
        Properties = properties ?? throw new ArgumentNullException(nameof(properties));
        HasDefaultValue = hasDefaultValue;
        DefaultValue = defaultValue;
        IsReferenceOrNullableType = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the type.</summary>
    public Type Type { get; }

    /// <summary>Gets a value indicating whether the method declares a default value.</summary>
    public bool HasDefaultValue { get; }

    /// <summary>Gets a value indicating whether null can be passed.</summary>
    public bool IsReferenceOrNullableType { get; }

    /// <summary>Gets the declared default value, or null.</summary>
    public object? DefaultValue { get; }

    /// <summary>Gets further properties, such as the binding attribute.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; }
}
