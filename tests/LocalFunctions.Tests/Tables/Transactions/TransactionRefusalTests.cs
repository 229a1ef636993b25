using System.Net;
using Azure;
using LocalFunctions.Tables;
using LocalFunctions.Tables.Models;

namespace LocalFunctions.Tests.Tables.Transactions;

public sealed class TransactionRefusalTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(57)]
    [InlineData(99)]
    public async Task One_of_a_hundred_that_fails_undoes_all(int failing)
    {
        var table = await TestTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", Key(failing)) { ["Kept"] = true });

        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            Enumerable.Range(0, 100).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", Key(i))))));

        failure.Status.ShouldBe(409);
        (failure.ErrorCode! == TableErrorCode.EntityAlreadyExists).ShouldBeTrue();
        failure.FailedTransactionActionIndex.ShouldBe(failing);
        (await table.QueryAsync<TableEntity>().ToListAsync()).ShouldHaveSingleItem().GetBoolean("Kept").ShouldBe(true);

        static string Key(int i) => $"{i:d3}";
    }

    [Fact]
    public async Task A_failure_undoes_changes_of_every_kind()
    {
        var table = await TestTable.CreateAsync();
        string[] keys = ["merge", "replace", "delete", "upsertMerge", "upsertReplace"];
        foreach (var key in keys) await table.AddEntityAsync(new TableEntity("p", key) { ["N"] = 1, ["Old"] = true });
        var before = (await table.QueryAsync<TableEntity>().ToListAsync()).ToDictionary(row => row.RowKey, row => row.ETag);

        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([
            new(TableTransactionActionType.UpdateMerge, Changed("merge"), before["merge"]),
            new(TableTransactionActionType.UpdateReplace, Changed("replace"), before["replace"]),
            new(TableTransactionActionType.Delete, Changed("delete"), before["delete"]),
            new(TableTransactionActionType.UpsertMerge, Changed("upsertMerge")),
            new(TableTransactionActionType.UpsertReplace, Changed("upsertReplace")),
            new(TableTransactionActionType.Add, Changed("add")),
            new(TableTransactionActionType.UpdateMerge, Changed("missing"), ETag.All)]));

        failure.Status.ShouldBe(404);
        failure.FailedTransactionActionIndex.ShouldBe(6);
        var after = await table.QueryAsync<TableEntity>().ToListAsync();
        after.Select(row => row.RowKey).ShouldBe(keys, ignoreOrder: true);
        after.ShouldAllBe(row => row.GetInt32("N") == 1 && row.GetBoolean("Old") == true);

        static TableEntity Changed(string key) => new("p", key) { ["N"] = 2 };
    }

    [Fact]
    public async Task A_delete_under_another_version_fails_the_transaction()
    {
        var table = await TestTable.CreateAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["N"] = 1 });

        var failure = await Should.ThrowAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "r"), old)]));

        (failure.ErrorCode! == TableErrorCode.UpdateConditionNotSatisfied).ShouldBeTrue();
        (await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue.ShouldBeTrue();
    }

    [Fact]
    public async Task More_than_four_mebibytes_are_refused_as_a_whole()
    {
        var table = await TestTable.CreateAsync();
        var actions = Enumerable.Range(0, 90).Select(i =>
            new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}") { ["A"] = new string('x', 30_000), ["B"] = new string('x', 30_000) }));

        var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.SubmitTransactionAsync(actions));

        refusal.ShouldNotBeOfType<TableTransactionFailedException>();
        refusal.Status.ShouldBe(413);
        refusal.ErrorCode.ShouldBe("RequestBodyTooLarge");
        (await table.QueryAsync<TableEntity>().ToListAsync()).ShouldBeEmpty();
    }

    // Azurite takes rows of two partitions, and calls a row that comes twice EntityAlreadyExists: Azure's answers, of its documentation, stand here.
    [Theory]
    [InlineData(400, "CommandsInBatchActOnDifferentPartitions", "1:All commands in a batch must operate on same entity group.", 1)]
    [InlineData(400, "InvalidDuplicateRow", "2:The batch request contains multiple changes with same row key.", 2)]
    [InlineData(400, "InvalidInput", "99:The batch request operation exceeds the maximum 100 changes per change set.", 99)]
    [InlineData(400, "InvalidInput", "One of the request inputs is not valid.", null)]
    public async Task Azure_names_what_is_wrong_with_the_transaction(int status, string code, string message, int? index)
    {
        var member = $"HTTP/1.1 {status} Bad Request\nContent-ID: 1\nContent-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8\n\n"
            + $"{{\"odata.error\":{{\"code\":\"{code}\",\"message\":{{\"lang\":\"en-US\",\"value\":\"{message}\\nRequestId:1\\nTime:2026-03-01T16:00:00.0000000Z\"}}}}}}\n";
        var body = "--batchresponse_1\nContent-Type: multipart/mixed; boundary=changesetresponse_1\n\n--changesetresponse_1\nContent-Type: application/http\n"
            + $"Content-Transfer-Encoding: binary\n\n{member}--changesetresponse_1--\n--batchresponse_1--\n";
        var http = new StubHandler(HttpStatusCode.Accepted) { Answer = body.ReplaceLineEndings("\r\n"), AnswerType = "multipart/mixed; boundary=batchresponse_1" };
        var table = new TableClient(new Uri("https://acc.table.core.windows.net"), "Cases", new TableSharedKeyCredential("acc", TablesAzurite.AnyKey), http.Options());

        var failure = await Should.ThrowAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]));

        failure.Status.ShouldBe(status);
        failure.ErrorCode.ShouldBe(code);
        failure.FailedTransactionActionIndex.ShouldBe(index);
    }

    [Fact]
    public async Task Text_that_looks_like_the_protocol_arrives_as_text()
    {
        string[] texts = ["--changeset_1\r\nContent-Type: application/http\r\n\r\n", "HTTP/1.1 500 Oops\r\n\r\n", "\r\n\r\n", "{\"odata.error\":{}}", "語🦴\u0000\u2028", "--", "DELETE http://x/y HTTP/1.1"];
        var table = await TestTable.CreateAsync();

        var answers = await table.SubmitTransactionAsync(
            texts.Select((text, i) => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("it's", $"{i} {{}}'") { ["Text"] = text })));

        answers.Value.Count.ShouldBe(texts.Length);
        (await table.QueryAsync<TableEntity>().ToListAsync()).Select(row => row.GetString("Text")).ShouldBe(texts);
    }
}
