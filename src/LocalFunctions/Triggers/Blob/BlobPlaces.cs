namespace LocalFunctions.Hosting;

/// <summary>
/// The places in which blobs are run: <c>maxDegreeOfParallelism</c> for all blob functions together, as in the Functions host. There a function with slow
/// blobs can take them all; here one place is left to each of the others.
/// </summary>
#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle nobody asks for has nothing to dispose of.
internal sealed class BlobPlaces(int all, int functions)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _all = new(all);

    private readonly int _each = Math.Max(1, all - functions + 1);

    public OfFunction ForFunction() => new(_all, _each);

    /// <summary>The places that one function may have.</summary>
#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle nobody asks for has nothing to dispose of.
    internal sealed class OfFunction(SemaphoreSlim all, int count)
#pragma warning restore CA1001
    {
        private readonly SemaphoreSlim _own = new(count);

        public async Task TakeAsync(CancellationToken stop)
        {
            await _own.WaitAsync(stop);
            try
            {
                await all.WaitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                _own.Release();
                throw;
            }
        }

        public void GiveBack()
        {
            all.Release();
            _own.Release();
        }

        /// <summary>Waits until nothing of this function runs; afterwards nothing can.</summary>
        public async Task CloseAsync()
        {
            for (var i = 0; i < count; i++) await _own.WaitAsync(CancellationToken.None);
        }
    }
}
