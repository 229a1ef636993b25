namespace LocalFunctions;

/// <summary>Marks a method as a function of the app.</summary>
/// <param name="name">The function's name: unique in the app (compared without case), a letter and then up to 127 letters, digits, <c>-</c> or <c>_</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    /// <summary>Gets the function's name.</summary>
    public string Name { get; } = name;
}
