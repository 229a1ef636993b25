using System.CommandLine;
using System.Text;
using ImrFunctions.Api;

namespace Imr.Cli.OpenApi;

/// <summary><c>imr openapi</c>: the API's description, for client generators and the linter. Needs no running app.</summary>
internal static class OpenApiCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("openapi", "Write the OpenAPI 3.1 description of the HTTP API, as JSON.");
        command.SetAction(_ => terminal.Out.WriteLine(Encoding.UTF8.GetString(OpenApiDocument.Bytes.Span)));
        return command;
    }
}
