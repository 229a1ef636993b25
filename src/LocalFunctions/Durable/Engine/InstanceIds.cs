using System.Diagnostics.CodeAnalysis;

namespace LocalFunctions.Durable.Engine;

/// <summary>Which instance ids are refused, as in Azure: what is refused there must not work here.</summary>
internal static class InstanceIds
{
    /// <summary>The Functions extension's own limit. Some of its back ends take less: the Durable Task Scheduler and the one on SQL Server 100.</summary>
    private const int MaxLength = 256;

    /// <summary>Whether the id is an entity's. There are no entities here, but their ids stay reserved.</summary>
    public static bool IsEntity([NotNullWhen(true)] string? id) => id?.StartsWith('@') == true;

    public static ArgumentException Refusal(string id) => new($"The instance id '{id}' begins with '@': such ids are reserved for entities.", nameof(id));

    /// <exception cref="ArgumentException">The id is an entity's.</exception>
    public static void RefuseEntity(string? id)
    {
        if (IsEntity(id))
            throw Refusal(id);
    }

    /// <summary>The id with which a client may start an instance: the given one, or a random one.</summary>
    /// <exception cref="ArgumentException">The Functions host would refuse the id.</exception>
    public static string ForStart(string? given)
    {
        if (string.IsNullOrEmpty(given))
            return Guid.NewGuid().ToString("N");
        RefuseEntity(given);
        if (given.Length > MaxLength)
            throw new ArgumentException($"An instance id may have {MaxLength} characters, this one has {given.Length}.", nameof(given));
        return given.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c))
            ? throw new ArgumentException("An instance id must not contain /, \\, #, ? or control characters.", nameof(given))
            : given;
    }
}
