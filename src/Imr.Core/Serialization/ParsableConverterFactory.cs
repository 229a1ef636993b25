using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imr.Core.Serialization;

/// <summary>A value type of the domain that stands in JSON as one string, and cannot be built from a bad one.</summary>
public interface IText<TSelf> : IParsable<TSelf>
    where TSelf : IText<TSelf>;

/// <summary>Reads and writes every <see cref="IText{TSelf}"/> as its text; a bad text is a <see cref="JsonException"/> without the text in it.</summary>
internal sealed class ParsableConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert)
        => Array.Exists(typeToConvert.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IText<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : IText<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => T.TryParse(reader.GetString(), null, out var value) ? value : throw new JsonException($"Not a valid {typeof(T).Name}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString()!);
    }
}
