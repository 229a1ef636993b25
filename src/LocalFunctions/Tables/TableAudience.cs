using System.ComponentModel;

namespace LocalFunctions.Tables;

/// <summary>For which cloud's storage a <c>TokenCredential</c> is asked for tokens.</summary>
public readonly struct TableAudience : IEquatable<TableAudience>
{
    private readonly string _value;

    /// <summary>The audience's URL, such as <c>https://storage.azure.com</c>; the scope is this with <c>/.default</c>.</summary>
    /// <exception cref="ArgumentException">It is null or empty.</exception>
    public TableAudience(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Azure operated by 21Vianet in China.</summary>
    public static TableAudience AzureChina { get; } = new("AzureChina");

    /// <summary>Azure for the US government.</summary>
    public static TableAudience AzureGovernment { get; } = new("AzureGov");

    /// <summary>The public cloud: what is used where nothing is said.</summary>
    public static TableAudience AzurePublicCloud { get; } = new("AzurePublic");

    /// <summary>An audience by its URL.</summary>
    public static implicit operator TableAudience(string value) => new(value);

    /// <summary>Equal but for case.</summary>
    public static bool operator ==(TableAudience left, TableAudience right) => left.Equals(right);

    /// <summary>Different, case aside.</summary>
    public static bool operator !=(TableAudience left, TableAudience right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TableAudience other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is TableAudience other && Equals(other);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");

    /// <summary>The value it was made of.</summary>
    public override string ToString() => _value;

    internal string ToScope()
    {
        const string DefaultScope = "/.default";
        var url = _value switch
        {
            "AzureChina" => "https://storage.azure.cn",
            "AzureGov" => "https://storage.azure.us",
            "AzurePublic" => "https://storage.azure.com",
            _ => _value,
        };
        return url.EndsWith(DefaultScope, StringComparison.OrdinalIgnoreCase) ? url : url.TrimEnd('/') + DefaultScope;
    }
}
