namespace Imr.Core.Serialization;

/// <summary>Something that is stored: it says which shape it has. A reader takes its own version and older ones, and refuses a newer one.</summary>
public interface IVersioned
{
    /// <summary>The newest shape that this program knows.</summary>
    static abstract int CurrentSchemaVersion { get; }

    int SchemaVersion { get; }
}

/// <summary>A stored value was written by a newer program. Nothing is changed; upgrade this program to read it.</summary>
public sealed class SchemaVersionException(string what, int found, int known)
    : Exception($"{what} has schemaVersion {found}, this program knows up to {known}: run a newer program.");
