namespace LocalFunctions.Durable;

/// <summary>The name of an orchestrator or activity. Two names are equal when they differ only in case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Makes a name; <see langword="null"/> gives the default value, which names nothing.</summary>
    public TaskName(string name)
    {
        Name = name;
#pragma warning disable CS0618 // the obsolete member is part of the mirrored API
        Version = name is null ? null! : string.Empty;
#pragma warning restore CS0618
    }

    /// <summary>The name as it was written.</summary>
    public string Name { get; }

    /// <summary>Always empty: versions are carried by <see cref="TaskVersion"/>.</summary>
    [Obsolete("Refer to TaskVersion instead.")]
    public string Version { get; }

#pragma warning disable CA2225 // the mirrored API has no named alternates for its operators
    public static implicit operator string(TaskName value) => value.Name;

    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);
#pragma warning restore CA2225

    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Name;
}
