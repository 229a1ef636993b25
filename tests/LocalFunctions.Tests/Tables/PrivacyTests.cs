using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Net;
using Azure;
using Azure.Core.Diagnostics;
using LocalFunctions.Tables;
using static LocalFunctions.Tests.Tables.ScriptedHandler;

namespace LocalFunctions.Tests.Tables;

/// <summary>Rows hold data of patients: what of it can get into a log or an exception.</summary>
public sealed class PrivacyTests
{
    private const string Secret = "Zoë Doe, knee";

    [Fact]
    public async Task The_log_has_no_filter_no_row_and_no_signature()
    {
        var log = new ConcurrentQueue<string>();
        var table = await TestTable.CreateAsync();
        using (new AzureEventSourceListener((_, message) => log.Enqueue(message), EventLevel.LogAlways))
        {
            await table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = Secret });
            await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "q") { ["Name"] = Secret })]);
            (await table.QueryAsync<TableEntity>(e => e.GetString("Name") == Secret).ToListAsync()).Count.ShouldBe(2);
        }

        // Other tests log at the same time; only this one uses this table.
        var ours = log.Where(message => message.Contains(table.Name)).ToArray();
        ours.Length.ShouldBeGreaterThanOrEqualTo(2);
        ours.ShouldContain(message => message.Contains("$filter=REDACTED"));
        ours.ShouldAllBe(message => !message.Contains("Zo") && !message.Contains("SharedKeyLite"));
    }

    [Fact]
    public async Task A_refusal_repeats_neither_keys_nor_values_on_Azurite()
    {
        var table = await TestTable.CreateAsync();
        var row = new TableEntity(Secret, Secret) { ["Name"] = Secret };
        var old = (await table.AddEntityAsync(row)).Headers.ETag!.Value;
        await table.UpsertEntityAsync(row);

        await SilentAsync(() => table.AddEntityAsync(row), 409);
        await SilentAsync(() => table.UpdateEntityAsync(row, old), 412);
        await SilentAsync(() => table.GetEntityAsync<TableEntity>(Secret, "missing " + Secret), 404);
        await SilentAsync(() => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, row)]), 409);
        await SilentAsync(() => table.QueryAsync<TableEntity>($"Name eq '{Secret}' eq").ToListAsync(), 400);
        await SilentAsync(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = Secret + new string('x', 40_000) }), 400);

        static async Task SilentAsync(Func<Task> call, int status)
        {
            var refusal = await Should.ThrowAsync<RequestFailedException>(call);
            refusal.Status.ShouldBe(status);
            refusal.ToString().ShouldNotContain("Zo");
        }
    }

    // With Microsoft's client too, what the service writes stands in the message whole: it must not be logged unread.
    [Fact]
    public async Task What_the_service_writes_of_a_refusal_stands_in_the_exception()
    {
        var http = new ScriptedHandler(Answer(
            HttpStatusCode.BadRequest, """{"odata.error":{"code":"OutOfRangeInput","message":{"lang":"en-US","value":"The 'RowKey' parameter of value 'a/b' is out of range."}}}"""));
        var refusal = await Should.ThrowAsync<RequestFailedException>(() => http.Table().AddEntityAsync(new TableEntity("p", "a/b")));
        refusal.ErrorCode.ShouldBe("OutOfRangeInput");
        refusal.Message.ShouldContain("'a/b'");
    }

    [Fact]
    public async Task An_error_in_xml_has_a_status_and_no_code()
    {
        var http = new ScriptedHandler(Answer(
            HttpStatusCode.Forbidden, """<?xml version="1.0"?><m:error xmlns:m="x"><m:code>AuthenticationFailed</m:code><m:message>No.</m:message></m:error>"""));
        var refusal = await Should.ThrowAsync<RequestFailedException>(() => http.Table().AddEntityAsync(new TableEntity("p", "r")));
        refusal.Status.ShouldBe(403);
        refusal.ErrorCode.ShouldBeNull();
    }
}
