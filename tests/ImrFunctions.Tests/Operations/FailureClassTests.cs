using System.Text.Json;
using Azure;
using ImrFunctions.Operations;

namespace ImrFunctions.Tests.Operations;

/// <summary>An activity's failure has the same code in both hostings, though one of them shows the middleware only a wrapped form.</summary>
public sealed class FailureClassTests
{
    public static TheoryData<Exception> Failures =>
    [
        new RequestFailedException(409, "exists already"),
        new RequestFailedException(412, "changed meanwhile"),
        new RequestFailedException(503, "busy"),
        new IOException("disk"),
        new JsonException("not JSON"),
        new FormatException("not a number"),
        new TimeoutException("late"),
        new InvalidOperationException("a bug"),
    ];

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void A_wrapped_failure_has_the_code_of_the_failure_itself(Exception failure)
        => FailureMiddleware.Classify(Wrap(failure)).ShouldBe(FailureMiddleware.Classify(failure));

    [Theory]
    [InlineData("plain text")]
    [InlineData("{ not JSON")]
    [InlineData("{}")]
    [InlineData("{\"errorType\":3}")]
    public void A_message_that_is_no_wrapped_failure_is_unexpected(string message)
        => FailureMiddleware.Classify(new InvalidOperationException(message)).ShouldBe(FailureCode.Unexpected);

    private static InvalidOperationException Wrap(Exception e)
    {
        // RequestFailedException's real message ends with its status on a line of its own when a response made it.
        var message = e is RequestFailedException failed ? $"{e.Message}\nStatus: {failed.Status} (Conflict)\nErrorCode: X" : e.Message;
        return new InvalidOperationException(JsonSerializer.Serialize(new { errorType = e.GetType().FullName, errorMessage = message, stackTrace = "at X" }));
    }
}
