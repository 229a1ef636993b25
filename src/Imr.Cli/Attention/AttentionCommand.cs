using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Cli.Api;
using Imr.Cli.Hosting;
using Imr.Core.Serialization;
using Spectre.Console;

namespace Imr.Cli.Attention;

/// <summary><c>imr attention</c>: the cases that wait for an operator, the longest waiting first.</summary>
internal static class AttentionCommand
{
    private const string Path = "/api/attention?limit=200";

    public static Command Create(Terminal terminal)
    {
        var url = new Option<string?>("--url") { Description = "The app's address; default: that of 'imr up'." };
        var json = new Option<bool>("--json") { Description = "Print the rows as the API has them, as one JSON array." };
        var command = new Command("attention", "List the cases that need attention, the longest waiting first.") { json, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var api = new ImrApi(RunningApp.AddressOf(parsed.GetValue(url)));
            var cases = await AllAsync(api, cancellation);
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(new JsonArray([.. cases]).ToJsonString(ImrJson.Indented));
            else
                Print(terminal, [.. cases.Select(c => c.Deserialize<AttentionRowView>(ImrJson.Options)!)]);
            return 0;
        });
        return command;
    }

    /// <summary>Every page.</summary>
    private static async Task<List<JsonNode>> AllAsync(ImrApi api, CancellationToken cancellation)
    {
        var cases = new List<JsonNode>();
        string? continuation = null;
        do
        {
            var page = await api.GetAsync<AttentionView>(Path + (continuation is null ? "" : "&continuation=" + Uri.EscapeDataString(continuation)), Token.Operator, cancellation);
            // A node has one parent: the page's array must not be it.
            cases.AddRange(page.Cases.Select(c => c.DeepClone()));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return cases;
    }

    private static void Print(Terminal terminal, List<AttentionRowView> cases)
    {
        if (cases.Count == 0)
        {
            terminal.Out.WriteLine("No case needs attention.");
            return;
        }

        var table = new Table().RoundedBorder().AddColumns("Case", "Since (UTC)", "Stage", "Step", "Code", "Priority", "Owner", "refId");
        foreach (var row in cases)
            table.AddRow(
                new Text(row.CaseNumber),
                new Text(row.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                new Text(row.Stage),
                new Text(row.Step),
                new Text(row.Code),
                new Text(row.Priority),
                new Text(row.Owner ?? ""),
                new Text(row.RefId));
        terminal.Ansi.Write(table);
        terminal.Out.WriteLine($"{cases.Count} {(cases.Count == 1 ? "case needs" : "cases need")} attention.");
    }
}
