using System.Net.Sockets;
using Azure;
using LocalFunctions.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class StorageOutageTests
{
    private readonly LogLines _log = new();
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void An_outage_is_said_once_and_so_is_its_end_and_neither_says_what_was_asked_for()
    {
        var storage = new StorageObserver(new StorageOutage("127.0.0.1:10000", "CaseFiles", _time, _log));

        storage.Answered();
        storage.Failed(new RequestFailedException(503, "Jane Doe/scan.pdf", "ServerBusy", innerException: null));
        storage.Failed(new TimeoutException("Jane Doe"));
        _time.Jump(TimeSpan.FromSeconds(2));
        storage.Answered();
        storage.Answered();

        _log.Lines.ShouldBe(
        [
            "Warning: The storage at 127.0.0.1:10000 (setting CaseFiles) does not do as asked (ServerBusy); trying again until it does.",
            "Information: The storage at 127.0.0.1:10000 (setting CaseFiles) answers again.",
        ]);
    }

    [Fact]
    public void All_who_miss_a_storage_say_so_together_and_it_is_back_when_the_last_has_it()
    {
        var outage = new StorageOutage("127.0.0.1:10000", "CaseFiles", _time, _log);
        var (one, other) = (new StorageObserver(outage), new StorageObserver(outage));

        one.Failed(new TimeoutException());
        other.Failed(new TimeoutException());
        _time.Jump(TimeSpan.FromMinutes(1));
        one.Answered();
        _log.Lines.Count.ShouldBe(1);
        other.Answered();

        _log.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public void A_server_that_stops_and_still_serves_some_connections_is_not_back_each_time()
    {
        var storage = new StorageObserver(new StorageOutage("127.0.0.1:10000", "CaseFiles", _time, _log));

        for (var i = 0; i < 3; i++)
        {
            storage.Failed(new TimeoutException());
            _time.Jump(TimeSpan.FromSeconds(1));
            storage.Answered();
        }

        _log.Lines.Count.ShouldBe(1);
        _time.Jump(TimeSpan.FromSeconds(1));
        storage.Answered();
        _log.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public void The_word_for_an_outage_is_the_services_code_or_the_sockets()
    {
        StorageOutage.CodeOf(new RequestFailedException(409, "x", "ContainerBeingDeleted", null)).ShouldBe("ContainerBeingDeleted");
        StorageOutage.CodeOf(new AggregateException(new RequestFailedException("x", new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused))))).ShouldBe("ConnectionRefused");
        StorageOutage.CodeOf(new TimeoutException("Jane Doe")).ShouldBe("TimeoutException");
    }
}
