using Imr.Core.Letters.Parsing;

namespace Imr.Core.Tests.Letters.Parsing;

public sealed class ModifiedRequestTests
{
    [Theory]
    [InlineData(
        "Tape 12 rolls was the original request. Tape 6 rolls was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Tape 6 rolls is",
        "Tape 12 rolls", "Tape 6 rolls")]
    [InlineData("Tape was the original request. The Claims Administrator authorized gauze, leaving the original request IMR eligible. The original request, Tape is", "Tape", "gauze")]
    [InlineData("The Claims Administrator authorized gauze, leaving the original request IMR eligible. The original request, Tape is", "Tape", "gauze")]
    [InlineData("Tape", null, null)]
    [InlineData("Tape that was authorized before", null, null)]
    public void Request_and_authorized_part_are_read(string item, string? original, string? authorized) => ModifiedRequest.Read(item).ShouldBe((original, authorized));
}
