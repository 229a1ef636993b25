using System.Reflection;

namespace LocalFunctions.Hosting;

/// <summary>Gives a parameter its value for one invocation.</summary>
internal delegate ValueTask<object?> ParameterBinder(LocalFunctionContext context);

/// <summary>A kind of trigger: which attribute it has, what it asks of a function, how it fills parameters.</summary>
internal interface ITriggerType
{
    /// <summary>The attribute of the trigger parameter.</summary>
    Type Attribute { get; }

    /// <summary>The kind's name in function metadata, such as <c>httpTrigger</c>.</summary>
    string BindingType { get; }

    /// <summary>The kind's heading in the start-up list.</summary>
    string Heading { get; }

    /// <summary>The kind of output binding that the return value is, if it is one.</summary>
    string? OutputType => null;

    /// <summary>Reads the attribute. What it returns is kept as the function's plan.</summary>
    /// <exception cref="StartRefusedException">The attribute or the method cannot work.</exception>
    object? Plan(FunctionDescriptor function, AppNames names);

    /// <summary>How this parameter is filled, or null if this trigger cannot fill it.</summary>
    ParameterBinder? BinderFor(FunctionDescriptor function, ParameterInfo parameter);

    /// <summary>The parameter types that this trigger can fill, for the refusal of others.</summary>
    string Bindable { get; }

    /// <summary>The function's line in the start-up list, after its name.</summary>
    string Describe(FunctionDescriptor function);

    /// <summary>A warning for the start-up list, or null.</summary>
    string? Warning(FunctionDescriptor function) => null;
}
