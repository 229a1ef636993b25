using System.Globalization;
using System.Text.Json;
using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>
/// The members of one JSON object, read by name and kind. A member that is absent, of another kind or malformed adds a problem and gives a placeholder,
/// so that reading goes on and lists the next problem too; the caller throws the result away when there is any problem.
/// </summary>
internal sealed class JsonFields
{
    private static readonly DateOnly FirstDay = new(1900, 1, 1);
    private static readonly DateOnly LastDay = new(2100, 12, 31);

    private readonly Dictionary<string, (string Name, JsonElement Value, bool Repeated)> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _faulty = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly FormReading _reading;

    public JsonFields(JsonElement element, string path, List<ApplicationProblem> problems)
        : this(element, path, new FormReading(problems))
    {
    }

    public JsonFields(JsonElement element, string path, FormReading reading)
    {
        _path = path;
        _reading = reading;
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is { } name)
                _members[name] = _members.TryGetValue(name, out var first) ? first with { Repeated = true } : (name, member.Value, false);
        }
    }

    public int Whole(string name)
    {
        if (Required(name, JsonValueKind.Number, "a whole number") is not { } value)
            return 0;
        if (value.TryGetInt32(out var number) && number >= 1)
            return number;
        Add(name, "is not a whole number in range", "a whole number from 1", value);
        return 0;
    }

    public bool Flag(string name) => FlagOf(name, required: true) ?? false;

    public bool? OptionalFlag(string name) => FlagOf(name, required: false);

    public string Text(string name, int maxLength) => TextOf(name, maxLength, required: true) ?? string.Empty;

    public string? OptionalText(string name, int maxLength) => TextOf(name, maxLength, required: false);

    /// <summary>Text of a fixed form, such as two capital letters.</summary>
    public string Form(string name, Func<string, bool> isRight, string expected) => FormOf(name, isRight, required: true, expected) ?? string.Empty;

    public string? OptionalForm(string name, Func<string, bool> isRight, string expected) => FormOf(name, isRight, required: false, expected);

    /// <summary>
    /// A rule that files of earlier programs did not have to keep: not held against a copy that was accepted before (<see cref="FormReading.Accepted"/>), nor
    /// where the member has a problem already.
    /// </summary>
    public void Since(string name, bool isRight, string problem, string expected)
    {
        if (!isRight && !_reading.Accepted && !_faulty.Contains(name))
            Add(name, problem, expected, _members.TryGetValue(name, out var member) ? member.Value : null);
    }

    public DateOnly Day(string name) => DayOf(name, required: true) ?? default;

    public DateOnly? OptionalDay(string name) => DayOf(name, required: false);

    public TEnum OneOf<TEnum>(string name)
        where TEnum : struct, Enum
        => WordOf<TEnum>(name, required: true) ?? default;

    public TEnum? OptionalOneOf<TEnum>(string name)
        where TEnum : struct, Enum
        => WordOf<TEnum>(name, required: false);

    /// <summary>A value type of the domain. The placeholder of a bad one is null.</summary>
    /// <param name="fault">Says more closely what is wrong with a text, or null.</param>
    public T Value<T>(string name, string expected, Func<string, string?>? fault = null)
        where T : class, IText<T>
        => ValueOf<T>(name, required: true, expected, fault)!;

    public T? OptionalValue<T>(string name, string expected, Func<string, string?>? fault = null)
        where T : class, IText<T>
        => ValueOf<T>(name, required: false, expected, fault);

    public T Object<T>(string name, Func<JsonFields, T> read)
        where T : class
        => Required(name, JsonValueKind.Object, "an object") is { } value ? Inner(value, name, read) : null!;

    public T? OptionalObject<T>(string name, Func<JsonFields, T> read)
        where T : class
        => Find(name, required: false, "an object") is { } value && IsKind(name, value, JsonValueKind.Object, "an object or null")
            ? Inner(value, name, read)
            : null;

    public IReadOnlyList<T> List<T>(string name, int minCount, int maxCount, Func<JsonFields, T> read)
    {
        var expected = minCount > 0 ? $"a list of {minCount} to {maxCount} objects" : $"a list (it may be empty) of at most {maxCount} objects";
        if (Required(name, JsonValueKind.Array, expected) is not { } array)
            return [];
        var count = array.GetArrayLength();
        if (count < minCount || count > maxCount)
        {
            Add(name, $"has {count} elements", expected, count.ToString(CultureInfo.InvariantCulture));
            return [];
        }

        var result = new List<T>(count);
        foreach (var element in array.EnumerateArray())
        {
            var place = $"{name}[{result.Count.ToString(CultureInfo.InvariantCulture)}]";
            result.Add(IsKind(place, element, JsonValueKind.Object, "an object") ? Inner(element, place, read) : default!);
        }

        return result;
    }

    /// <summary>Whether a member that was asked for has no problem.</summary>
    public bool IsGood(string name) => !_faulty.Contains(name);

    /// <summary>After all members were asked for: notes those that nobody asked for, where notes are wanted. They are tolerated.</summary>
    public void End()
    {
        if (_reading.Notes is not { } notes)
            return;
        foreach (var name in _members.Values.Select(m => m.Name).Where(n => !_asked.Contains(n) && !_asked.Contains(n, StringComparer.OrdinalIgnoreCase)))
        {
            var near = NearNames.Nearest(name, _asked);
            notes.Add(new ApplicationProblem(
                $"{_path}.{FoundText.Of(name)}", "is not a member of the form and is passed over", near is null ? "no such member" : $"did you mean '{near}'?"));
        }
    }

    private T Inner<T>(JsonElement value, string place, Func<JsonFields, T> read)
    {
        var inner = new JsonFields(value, $"{_path}.{place}", _reading);
        var result = read(inner);
        inner.End();
        return result;
    }

    private bool? FlagOf(string name, bool required)
    {
        const string expected = "true or false";
        if (Find(name, required, expected) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Add(name, $"is {KindName(value)}", expected, value);
        return null;
    }

    private string? FormOf(string name, Func<string, bool> isRight, bool required, string expected)
    {
        var text = StringOf(name, required, expected);
        if (text is not null && !isRight(text))
            Add(name, "has another form", expected, text);
        return text;
    }

    private string? TextOf(string name, int maxLength, bool required)
    {
        var expected = $"text of 1 to {maxLength} characters";
        var text = StringOf(name, required, expected);
        if (text is null)
            return null;
        if (string.IsNullOrWhiteSpace(text) || (ApplicationLimits.IsBlank(text) && !_reading.Accepted))
            Add(name, "is empty", required ? expected : expected + ", or leave the member out");
        else if (text.Length > maxLength && text.EnumerateRunes().Count() > maxLength)
            Add(name, "is too long", expected, text);
        else if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            Add(name, "has control characters", expected + " without control characters", text);
        return text;
    }

    private TEnum? WordOf<TEnum>(string name, bool required)
        where TEnum : struct, Enum
    {
        var expected = $"one of {string.Join(", ", Enum.GetNames<TEnum>())}";
        var text = StringOf(name, required, expected);
        if (text is null)
            return null;
        if (Array.IndexOf(Enum.GetNames<TEnum>(), text) >= 0)
            return Enum.Parse<TEnum>(text);
        Add(name, "is none of the allowed words", expected, text);
        return null;
    }

    private DateOnly? DayOf(string name, bool required)
    {
        const string expected = "a day of the form YYYY-MM-DD between 1900 and 2100";
        var text = StringOf(name, required, expected);
        if (text is null)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= FirstDay && day <= LastDay)
            return day;
        Add(name, "is not a day", expected, text);
        return null;
    }

    private T? ValueOf<T>(string name, bool required, string expected, Func<string, string?>? fault)
        where T : class, IText<T>
    {
        var text = StringOf(name, required, expected);
        if (text is null)
            return null;
        // What it writes must be what it read: 'Lumbar' is not the code 'lumbar', though the type would take it.
        if (T.TryParse(text, null, out var value) && value.ToString() == text)
            return value;
        Add(name, fault?.Invoke(text) ?? $"is not a {typeof(T).Name}", expected, text);
        return null;
    }

    private string? StringOf(string name, bool required, string expected)
    {
        if (Find(name, required, expected) is not { } value || !IsKind(name, value, JsonValueKind.String, expected))
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            Add(name, "has half of a surrogate pair", expected); // "\ud800" is valid JSON and no text.
            return null;
        }
    }

    private JsonElement? Required(string name, JsonValueKind kind, string expected)
        => Find(name, required: true, expected) is { } value && IsKind(name, value, kind, expected) ? value : null;

    /// <summary>The member, or null when it is absent or null (a problem if it is required).</summary>
    private JsonElement? Find(string name, bool required, string expected)
    {
        _asked.Add(name);
        if (!_members.TryGetValue(name, out var member))
        {
            if (required)
                Add(name, "is missing", expected);
            return null;
        }

        if (member.Name != name || member.Repeated)
        {
            // An optional member in other letters would be lost without a word: a signature, for one.
            Add(name, member.Repeated ? "stands more than once" : "is written in other upper and lower case", $"one member '{name}': {expected}");
            return null;
        }

        if (member.Value.ValueKind != JsonValueKind.Null)
            return member.Value;
        if (required)
            Add(name, "is null", expected);
        return null;
    }

    private bool IsKind(string name, JsonElement value, JsonValueKind kind, string expected)
    {
        if (value.ValueKind == kind)
            return true;
        Add(name, $"is {KindName(value)}", expected, value);
        return false;
    }

    private void Add(string name, string problem, string expected, JsonElement? found) => Add(name, problem, expected, found is { } value ? FoundText.Of(value) : null);

    private void Add(string name, string problem, string expected, string? found = null)
    {
        _faulty.Add(name);
        _reading.Problems.Add(new ApplicationProblem($"{_path}.{name}", problem, expected, found is null ? null : FoundText.Of(found)));
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair: no name of ours, so an unknown member.
        }
    }

    private static string KindName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
