using Imr.Core.Cases;
using Imr.Core.Records;

namespace ImrFunctions.Intake.Text;

/// <summary>Reads what must be drawn or looked at to be read: PDFs and pictures. What it can't read it says, page by page; it fails only when cancelled.</summary>
public interface IDocumentTextExtractor
{
    Task<RecordText> ReadAsync(DocumentFile file, CancellationToken cancellation);
}

/// <summary>A document that lies on this machine's disk while it is read.</summary>
/// <param name="Path">Full; it says nothing of the case.</param>
/// <param name="Kind">Pdf or Picture.</param>
public sealed record DocumentFile(string Path, ContentHash Sha256, FileKind Kind);
