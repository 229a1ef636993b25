using System.Threading.Channels;

namespace LocalFunctions.Tests.Triggers;

/// <summary>What the functions of a test have seen, in order; a test waits for the next.</summary>
public sealed class Seen
{
    private readonly Channel<string> _channel = Channel.CreateUnbounded<string>();

    public void Add(string what) => _channel.Writer.TryWrite(what);

    public async Task<string> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _channel.Reader.ReadAsync(limit.Token);
    }

    public async Task<IReadOnlyList<string>> NextAsync(int count)
    {
        var all = new List<string>();
        while (all.Count < count) all.Add(await NextAsync());
        return all;
    }

    public bool IsEmpty => !_channel.Reader.TryPeek(out _);
}
