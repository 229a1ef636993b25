using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace LocalFunctions.Durable;

/// <summary>How a task failed, as history records it.</summary>
/// <param name="ErrorType">The exception's type with its namespace.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">Where it was thrown.</param>
/// <param name="InnerFailure">The failure behind it.</param>
/// <param name="Properties">More about it, if the worker adds any.</param>
public record TaskFailureDetails(string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    private Type? _type;

    /// <summary>Type and message.</summary>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    /// <summary>Whether the failure's type is <typeparamref name="T"/> or derived from it. False if the type is not loaded here.</summary>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have a type of that name.</exception>
    public bool IsCausedBy<T>()
        where T : Exception
        => IsCausedBy(typeof(T));

    /// <summary>Whether the failure's type is <paramref name="targetBaseExceptionType"/> or derived from it. False if the type is not loaded here.</summary>
    /// <exception cref="ArgumentException">The type is not an exception's.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have a type of that name.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        if (string.IsNullOrEmpty(ErrorType))
            return false;

        _type ??= Type.GetType(ErrorType, throwOnError: false)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType, throwOnError: false)
            ?? FindLoaded(ErrorType);
        return _type is not null && targetBaseExceptionType.IsAssignableFrom(_type);
    }

    /// <summary>The details of an exception and of all its inner ones.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Describe(exception);
    }

    [return: NotNullIfNotNull(nameof(exception))]
    private static TaskFailureDetails? Describe(Exception? exception)
        => exception is null ? null : new(exception.GetType().ToString(), exception.Message, exception.StackTrace, Describe(exception.InnerException), null);

    private static Type? FindLoaded(string name)
    {
        Type[] found = [.. AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(name, throwOnError: false)).OfType<Type>()];
        return found.Length > 1 ? throw new AmbiguousMatchException($"Several loaded assemblies have a type {name}.") : found.FirstOrDefault();
    }
}
