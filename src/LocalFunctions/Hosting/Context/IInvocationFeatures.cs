namespace LocalFunctions;

/// <summary>What the parts of the host attach to an invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Attaches a feature, in place of an earlier one of the same type.</summary>
    void Set<T>(T instance);

    /// <summary>The feature of a type, or the type's default if there is none.</summary>
    T? Get<T>();
}
