using System.Diagnostics;

namespace Imr.Cli.Demo;

/// <summary>What is happening in each case now; written by the plays, read by a view.</summary>
/// <param name="changed">Called on each change, under no lock.</param>
internal sealed class DemoBoard(Action<BoardRow>? changed)
{
    private readonly List<BoardRow> _rows = [];

    public IReadOnlyList<BoardRow> Rows => _rows;

    public BoardRow Add(string caseName)
    {
        var row = new BoardRow(caseName, changed);
        _rows.Add(row);
        return row;
    }
}

/// <summary>One case on the board.</summary>
internal sealed class BoardRow(string caseName, Action<BoardRow>? changed)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public string CaseName => caseName;

    public string Stage { get; private set; } = "";

    public string What { get; private set; } = "uploading";

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Facts worth reading after the end, such as findings of a quality check.</summary>
    public List<string> Notes { get; } = [];

    public void Say(string what)
    {
        if (what == What)
            return;
        What = what;
        changed?.Invoke(this);
    }

    public void StandAt(string stage)
    {
        if (stage == Stage)
            return;
        Stage = stage;
        What = "";
        changed?.Invoke(this);
    }

    public void Note(string note)
    {
        Notes.Add(note);
        Say(note);
    }

    public void End() => _watch.Stop();
}
