namespace LocalFunctions.Durable;

/// <summary>The version of an orchestration or activity. Null, empty and <see cref="Unversioned"/> are one value; case does not count.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _version;

    /// <summary>Makes a version.</summary>
    /// <exception cref="ArgumentException">The text is only white space.</exception>
    public TaskVersion(string? version)
    {
        if (!string.IsNullOrEmpty(version) && string.IsNullOrWhiteSpace(version))
            throw new ArgumentException("A version may be empty (unversioned) but not white space.", nameof(version));
        _version = version;
    }

    /// <summary>The version's text; empty when unversioned.</summary>
    public string Version => _version ?? string.Empty;

#pragma warning disable CA2225 // the mirrored API has no named alternates for its operators
    public static implicit operator string(TaskVersion value) => value.Version;

    public static implicit operator TaskVersion(string? value) => new(value);
#pragma warning restore CA2225

    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
