using Azure;
using LocalFunctions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Triggers;

public sealed class StorageOutageTests
{
    [Fact]
    public void An_outage_is_said_once_and_so_is_its_end_and_neither_says_what_was_asked_for()
    {
        var log = new Lines();
        var outage = new StorageOutage("CaseFiles", log);

        outage.Answered();
        outage.Failed(new RequestFailedException(503, "Jane Doe/scan.pdf", "ServerBusy", innerException: null));
        outage.Failed(new TimeoutException("Jane Doe"));
        outage.Answered();
        outage.Answered();

        log.ShouldBe(
        [
            "The storage of the setting CaseFiles does not do as asked (ServerBusy); trying again until it does.",
            "The storage of the setting CaseFiles answers again.",
        ]);
    }

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add(formatter(state, exception));
    }
}
