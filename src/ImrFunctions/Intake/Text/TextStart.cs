using Microsoft.Extensions.Hosting;

namespace ImrFunctions.Intake.Text;

/// <summary>Makes the extractor when the app starts: what is missing on this machine is said then, once, and not at the first document.</summary>
public sealed class TextStart(IDocumentTextExtractor extractor) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
