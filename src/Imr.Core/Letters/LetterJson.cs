using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Letters;

/// <summary>
/// The letter's model as stored: its canonical JSON. Not indented, so that the file's own SHA-256 is the letter hash that was signed and released.
/// </summary>
public static class LetterJson
{
    public static byte[] Render(LetterModel model) => ImrJson.WriteBytes(model);

    /// <summary>What a release names.</summary>
    public static ContentHash Hash(LetterModel model) => ContentHash.Of(Render(model));

    /// <exception cref="SchemaVersionException">Written by a newer program.</exception>
    /// <exception cref="System.Text.Json.JsonException">Not a letter.</exception>
    public static LetterModel Read(ReadOnlySpan<byte> json) => ImrJson.Read<LetterModel>(json);
}
