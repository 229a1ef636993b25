using System.Text.Json.Nodes;
using Imr.Cli.Api;

namespace Imr.Cli.Demo;

/// <summary>The mail room's part: makes the mail batch of what the cases sent, and counts what went out.</summary>
internal sealed class DemoCorrespondence(ImrApi api)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    /// <param name="results">In the order of the cases.</param>
    public async Task<IReadOnlyList<DemoResult>> SendAsync(IReadOnlyList<DemoCase> cases, IReadOnlyList<DemoResult> results, CancellationToken cancellation)
    {
        // The last message of a closed case may still be on the queue.
        foreach (var (sample, result) in cases.Zip(results))
        {
            var last = result.Outcome == "Issued" ? "FinalDetermination" : result.Outcome;
            await UntilAsync(sample, items => items.Any(i => i.Kind == last), null, cancellation);
        }

        var counted = new List<DemoResult>();
        foreach (var (sample, result) in cases.Zip(results))
        {
            var items = await UntilAsync(sample, items => items.All(i => i.State is not ("Waiting" or "Reserved")), MakeBatchAsync, cancellation);
            counted.Add(result with { SentOut = Count(items) });
        }

        return counted;
    }

    /// <summary>Copies the local senders' files, in place of an earlier demo's.</summary>
    public static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);
        Directory.CreateDirectory(to);
        if (!Directory.Exists(from))
            return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    internal static string Count(IReadOnlyList<OutgoingItemView> items)
        => string.Join(", ", items.GroupBy(i => i.Channel, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} by {NameOf(g.Key)}"));

    private static string NameOf(string channel) => channel switch { "MailBatch" => "mail", "Email" => "e-mail", _ => channel.ToLowerInvariant() };

    private Task MakeBatchAsync(CancellationToken cancellation) => api.PostAsync("/api/correspondence/batches", Token.Operator, new JsonObject(), cancellation);

    private async Task<IReadOnlyList<OutgoingItemView>> UntilAsync(
        DemoCase sample, Func<IReadOnlyList<OutgoingItemView>, bool> suits, Func<CancellationToken, Task>? otherwise, CancellationToken cancellation)
    {
        while (true)
        {
            var view = await api.GetAsync<CorrespondenceView>($"/api/cases/{sample.Directory.CaseNumber}/correspondence", Token.Operator, cancellation);
            if (suits(view.Items))
                return view.Items;
            await (otherwise?.Invoke(cancellation) ?? Task.Delay(s_poll, cancellation));
        }
    }
}
