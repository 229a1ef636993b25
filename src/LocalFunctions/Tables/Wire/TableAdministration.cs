using System.Text.Json;
using Azure;
using Azure.Core;
using LocalFunctions.Tables.Models;

namespace LocalFunctions.Tables;

/// <summary>Creates and deletes tables, for both clients.</summary>
internal static class TableAdministration
{
    public static async Task<Response<TableItem>> CreateAsync(TableService service, string table, CancellationToken cancellation)
    {
        using var message = CreateMessage(service, table, null);
        return Response.FromValue(new TableItem(table), await service.SendAsync(message, cancellation));
    }

    public static async Task<Response<TableItem>> CreateIfNotExistsAsync(TableService service, string table, CancellationToken cancellation)
    {
        using var message = CreateMessage(service, table, TableService.MayExist);
        message.Request.Headers.Add("Prefer", "return-no-content");
        var response = await service.SendAsync(message, cancellation, alsoAccepted: 409);
        if (response.Status == 409 && new RequestFailedException(response) is { ErrorCode: { } code } refusal && code == TableErrorCode.TableBeingDeleted)
            throw refusal;
        return Response.FromValue(new TableItem(table), response);
    }

    public static async Task<Response> DeleteAsync(TableService service, string table, CancellationToken cancellation)
    {
        using var message = service.CreateMessage(RequestMethod.Delete, $"/Tables('{Uri.EscapeDataString(table)}')", TableService.MayBeMissing);
        return await service.SendAsync(message, cancellation, alsoAccepted: 404);
    }

    private static HttpMessage CreateMessage(TableService service, string table, RequestContext? context)
    {
        var message = service.CreateMessage(RequestMethod.Post, "/Tables", context);
        message.Request.Headers.Add(HttpHeader.Names.ContentType, EntityRequest.ContentType);
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table }));
        return message;
    }
}
