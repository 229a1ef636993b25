using System.ComponentModel.DataAnnotations;

namespace ImrFunctions.Intake.Text;

/// <summary>Who reads PDFs and pictures.</summary>
public enum TextReading
{
    /// <summary>The document reader on this machine (<c>tools/document-reader</c>).</summary>
    Local,

    /// <summary>Azure AI Document Intelligence.</summary>
    DocumentIntelligence,
}

/// <summary>Settings of reading PDFs and pictures (section <c>DocumentText</c>).</summary>
public sealed class DocumentTextOptions : IValidatableObject
{
    public const string Section = "DocumentText";

    /// <summary>Who reads. Default: the document reader on this machine.</summary>
    public TextReading Reading { get; set; } = TextReading.Local;

    /// <summary>A document that takes longer is read as far as it was; the rest counts as unread. Seconds, 1 to 86,400; default 600.</summary>
    [Range(1, 86_400)]
    public double DocumentSeconds { get; set; } = 600;

    /// <summary>A page that takes longer counts as unread. Seconds, 0.1 to 3,600; default 60.</summary>
    [Range(0.1, 3_600)]
    public double PageSeconds { get; set; } = 60;

    /// <summary>A document of more pages is not read. 1 to 10,000; default 5,000.</summary>
    [Range(1, 10_000)]
    public int MaxPages { get; set; } = 5_000;

    /// <summary>Documents read at once on this machine, each by a process of its own. 1 to 16; default 2.</summary>
    [Range(1, 16)]
    public int Processes { get; set; } = 2;

    /// <summary>Memory that a process's own objects may take. MiB, 64 to 16,384; default 512.</summary>
    [Range(64, 16_384)]
    public int ProcessMegabytes { get; set; } = 512;

    /// <summary>The folder of the document reader. Default: <c>tools/document-reader</c> in the first folder above the app that has one.</summary>
    public string? ReaderFolder { get; set; }

    /// <summary>The program node: a full path, or a name to find on the PATH. Default <c>node</c>.</summary>
    public string Node { get; set; } = "node";

    /// <summary>Of the Document Intelligence resource, such as <c>https://imr.cognitiveservices.azure.com/</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The resource's key; without one the app signs in with its identity, which needs the role Cognitive Services User.</summary>
    public string? Key { get; set; }

    /// <summary>The client id of a user-assigned identity; default: the system-assigned one, or who is signed in.</summary>
    public string? ClientId { get; set; }

    /// <summary><c>prebuilt-read</c> or <c>prebuilt-layout</c>, which costs more and keeps tables better apart. Default <c>prebuilt-read</c>.</summary>
    [RegularExpression("prebuilt-read|prebuilt-layout")]
    public string Model { get; set; } = "prebuilt-read";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Reading == TextReading.DocumentIntelligence && Endpoint is not { IsAbsoluteUri: true, Scheme: "https" or "http" })
            yield return new ValidationResult($"{Section}:{nameof(Endpoint)} must be the address of a Document Intelligence resource.", [nameof(Endpoint)]);
    }
}
