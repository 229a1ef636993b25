namespace Imr.Core.Cases;

/// <summary>How a code of each system is written. Whether the code exists is not looked up. The JSON Schema carries the same patterns.</summary>
internal static class CodeForms
{
    public static bool IsRight(CodeSystem system, string code) => system switch
    {
        CodeSystem.Cpt => HasShape(code, "9999X"),
        CodeSystem.Hcpcs => HasShape(code, "A9999") && code[0] <= 'V',
        CodeSystem.Ndc => HasShape(code, "9999-9999-99", "99999-999-99", "99999-9999-9", "99999-9999-99", "99999999999"),
        CodeSystem.Icd10 => HasShape(code, "A9X", "A9X.X", "A9X.XX", "A9X.XXX", "A9X.XXXX"),
        _ => throw new ArgumentOutOfRangeException(nameof(system), system, null),
    };

    public static string Expected(CodeSystem system) => system switch
    {
        CodeSystem.Cpt => "a CPT code: four digits and a digit or capital letter, such as 72125 or 0042T; modifiers are left out",
        CodeSystem.Hcpcs => "a HCPCS code: a capital letter from A to V and four digits, such as E0730",
        CodeSystem.Ndc => "an NDC: 10 or 11 digits in three groups with hyphens, such as 0071-0155-23, or 11 digits without",
        CodeSystem.Icd10 => "an ICD-10-CM code with its dot, such as M54.2 or S13.4XXA",
        _ => throw new ArgumentOutOfRangeException(nameof(system), system, null),
    };

    /// <summary>9 is a digit, A a capital letter, X either; every other sign is itself.</summary>
    public static bool HasShape(string text, params ReadOnlySpan<string> shapes)
    {
        foreach (var shape in shapes)
        {
            if (shape.Length == text.Length && shape.Zip(text).All(p => Fits(p.First, p.Second)))
                return true;
        }

        return false;
    }

    private static bool Fits(char shape, char c) => shape switch
    {
        '9' => char.IsAsciiDigit(c),
        'A' => char.IsAsciiLetterUpper(c),
        'X' => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c),
        _ => c == shape,
    };
}
