using System.Net;

namespace Imr.Cli.Api;

/// <summary>The app refused a request: its problem details, in one sentence.</summary>
internal sealed class ApiException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;
}
