using System.Text;
using Azure.Core;

namespace LocalFunctions.Tables;

/// <summary>Writes a transaction's body: a multipart message with one part, the changeset, whose parts are HTTP requests.</summary>
internal static class TransactionRequest
{
    /// <exception cref="InvalidOperationException">There is no action.</exception>
    public static HttpMessage Create(TableService service, string table, IEnumerable<TableTransactionAction> actions)
    {
        var batch = $"batch_{Guid.NewGuid()}";
        var body = Body(service.Endpoint, table, actions, batch, $"changeset_{Guid.NewGuid()}");

        var message = service.CreateMessage(RequestMethod.Post, "/$batch");
        message.Request.Headers.SetValue(HttpHeader.Names.Accept, "application/json");
        message.Request.Headers.Add(HttpHeader.Names.ContentType, $"multipart/mixed; boundary={batch}");
        message.Request.Content = RequestContent.Create(body);
        return message;
    }

    private static ReadOnlyMemory<byte> Body(Uri endpoint, string table, IEnumerable<TableTransactionAction> actions, string batch, string changeset)
    {
        var root = endpoint.AbsoluteUri.TrimEnd('/');
        var body = new MemoryStream();
        Write(body, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeset}\r\n\r\n");

        var count = 0;
        foreach (var action in actions)
        {
            Write(body, $"--{changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            WriteMember(body, root, EntityRequest.Of(table, action));
            count++;
        }

        if (count == 0) throw new InvalidOperationException("A transaction needs at least one action.");
        Write(body, $"--{changeset}--\r\n--{batch}--\r\n");
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static void WriteMember(MemoryStream body, string root, EntityRequest request)
    {
        Write(body, $"{request.Method.Method} {root}{request.Path} HTTP/1.1\r\n");
        Write(body, $"Accept: {TableService.MinimalMetadata}\r\nDataServiceVersion: 3.0\r\n");
        foreach (var (name, value) in request.Headers()) Write(body, $"{name}: {value}\r\n");
        Write(body, $"Content-Length: {request.Body.Length}\r\n\r\n");
        body.Write(request.Body.Span);
        Write(body, "\r\n");
    }

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
