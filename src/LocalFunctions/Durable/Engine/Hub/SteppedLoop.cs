namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>Runs a loop step by step on a synchronization context: a simulator's place for what has a thread of its own elsewhere.</summary>
/// <param name="loop">Each step says whether there is more to do at once.</param>
/// <param name="context">Where the steps run, one at a time.</param>
internal sealed class SteppedLoop(IEnumerator<bool> loop, SynchronizationContext context)
{
    private bool _running;
    private bool _ending;

    /// <summary>There is something to do.</summary>
    public void Wake() => context.Post(_ => Step(), null);

    /// <summary>Runs the loop to its end: at once, or after the step that this call comes from.</summary>
    public void End()
    {
        _ending = true;
        if (!_running)
            Finish();
    }

    private void Step()
    {
        if (_ending)
            return;
        _running = true;
        bool more = loop.MoveNext() && loop.Current;
        _running = false;
        if (_ending)
            Finish();
        else if (more)
            Wake();
    }

    private void Finish()
    {
        while (loop.MoveNext())
        {
            // What is queued is committed, or refused if the writer was killed.
        }
    }
}
