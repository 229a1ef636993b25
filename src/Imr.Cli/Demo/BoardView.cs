using System.Diagnostics;
using Spectre.Console;

namespace Imr.Cli.Demo;

/// <summary>Shows a board while work goes on: a live table to a person, plain lines to a log.</summary>
internal static class BoardView
{
    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(100);

    public static async Task ShowAsync(Terminal terminal, Func<DemoBoard, Task> work)
    {
        if (terminal.Interactive)
            await ShowLiveAsync(terminal.Ansi, work);
        else
            await work(new DemoBoard(PlainLines(terminal.Out)));
    }

    private static async Task ShowLiveAsync(IAnsiConsole ansi, Func<DemoBoard, Task> work)
    {
        var board = new DemoBoard(changed: null);
        await ansi.Live(TableOf(board)).StartAsync(async live =>
        {
            var working = work(board);
            while (!working.IsCompleted)
            {
                live.UpdateTarget(TableOf(board));
                await Task.WhenAny(working, Task.Delay(s_redraw));
            }

            live.UpdateTarget(TableOf(board));
            await working;
        });
    }

    private static Action<BoardRow> PlainLines(TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var gate = new Lock();
        return row =>
        {
            lock (gate)
                output.WriteLine($"{watch.Elapsed.TotalSeconds,6:0.0}s  {row.CaseName}  {row.Stage,-20} {row.What}".TrimEnd());
        };
    }

    private static Table TableOf(DemoBoard board)
    {
        var table = new Table().RoundedBorder().AddColumns("Case", "Stage", "What is happening", "Elapsed");
        foreach (var row in board.Rows.ToArray())
            table.AddRow(new Text(row.CaseName), new Text(row.Stage), new Text(row.What), new Text($"{row.Elapsed.TotalSeconds:0.0} s"));
        return table;
    }
}
