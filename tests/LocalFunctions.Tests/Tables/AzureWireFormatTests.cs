using System.Net;
using System.Runtime.Serialization;
using Azure;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

/// <summary>What Azure sends where the emulator sends something else; the shapes are those of the service's REST reference.</summary>
public sealed class AzureWireFormatTests
{
    private const string Row = """
        {
          "odata.metadata": "https://acc.table.core.windows.net/$metadata#Cases/@Element",
          "odata.etag": "W/\"datetime'2026-03-01T16%3A00%3A00.1234567Z'\"",
          "PartitionKey": "p", "RowKey": "r", "Timestamp": "2026-03-01T16:00:00.1234567Z",
          "Long@odata.type": "Edm.Int64", "Long": "255",
          "Id": "c9da6455-213d-42c9-9a79-3e9149a57833", "Id@odata.type": "Edm.Guid",
          "Date@odata.type": "Edm.DateTime", "Date": "2026-03-01T00:00:00Z",
          "Bytes@odata.type": "Edm.Binary", "Bytes": "AQI=",
          "Double": 200.0, "Infinite@odata.type": "Edm.Double", "Infinite": "Infinity", "Number@odata.type": "Edm.Double", "Number": 3,
          "Int": 23, "Flag": false, "Text": "2026-03-01T00:00:00Z", "Outcome": "Unheard"
        }
        """;

    [Fact]
    public async Task A_dictionary_is_read_by_the_annotations_before_or_after_a_value()
    {
        var row = (await Table(HttpStatusCode.OK, Row).GetEntityAsync<TableEntity>("p", "r")).Value;

        row.ETag.ToString().ShouldBe("W/\"datetime'2026-03-01T16%3A00%3A00.1234567Z'\"");
        row.Timestamp.ShouldBe(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero).AddTicks(1234567));
        row["Long"].ShouldBe(255L);
        row["Id"].ShouldBe(Guid.Parse("c9da6455-213d-42c9-9a79-3e9149a57833"));
        row["Date"].ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        row["Bytes"].ShouldBe(new byte[] { 1, 2 });
        row["Double"].ShouldBe(200.0);
        row["Infinite"].ShouldBe(double.PositiveInfinity);
        row["Number"].ShouldBe(3.0);
        row["Int"].ShouldBe(23);
        row["Flag"].ShouldBe(false);
        row["Text"].ShouldBe("2026-03-01T00:00:00Z");
        row.ContainsKey("odata.metadata").ShouldBeFalse();
    }

    [Fact]
    public async Task A_type_is_read_by_its_members()
    {
        var row = (await Table(HttpStatusCode.OK, Row).GetEntityAsync<Odd>("p", "r")).Value;

        ((ITableEntity)row).PartitionKey.ShouldBe("p");
        row.RowKey.ShouldBe("r");
        row.ETag.ToString().ShouldStartWith("W/");
        row.Long.ShouldBe(255);
        row.Number.ShouldBe(3);
        row.Field.ShouldBe(23);
        row.Outcome.ShouldBe(Outcome.Overturned); // an unknown name leaves the member
        row.Double.ShouldBe(0); // decimal is written, but not read
    }

    [Fact]
    public async Task A_value_of_another_kind_than_the_member_is_an_error() =>
        await Should.ThrowAsync<InvalidOperationException>(
            () => Table(HttpStatusCode.OK, """{"PartitionKey":"p","RowKey":"r","Long":255}""").GetEntityAsync<Odd>("p", "r"));

    [Fact]
    public async Task Members_of_the_interface_are_sent_even_if_explicit()
    {
        var http = new StubHandler(HttpStatusCode.NoContent);
        ITableEntity odd = new Odd { RowKey = "r", Long = 1, Number = 2, Field = 3, Double = 4 };
        odd.PartitionKey = "p";
        odd.Timestamp = DateTimeOffset.UnixEpoch;

        await Table(http).UpsertEntityAsync(odd);

        http.Bodies.ShouldHaveSingleItem().ShouldBe(
            """{"RowKey":"r","Long":"1","Long@odata.type":"Edm.Int64","Number":2,"Number@odata.type":"Edm.Double","Double":4,""" +
            "\"Outcome\":\"Overturned\",\"Int\":3,\"PartitionKey\":\"p\"}");
        var request = http.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe(HttpMethod.Patch);
        request.Headers.IfMatch.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_to_a_transaction_is_read_member_by_member()
    {
        var answers = await Table(Multipart(
            """
            HTTP/1.1 204 No Content
            Content-ID: 1
            X-Content-Type-Options: nosniff
            Cache-Control: no-cache
            Preference-Applied: return-no-content
            DataServiceVersion: 3.0;
            Location: https://acc.table.core.windows.net/Cases(PartitionKey='p',RowKey='0')
            ETag: W/"datetime'2026-03-01T16%3A00%3A00.1Z'"


            """,
            """
            HTTP/1.1 204 No Content
            Content-ID: 2
            ETag: W/"datetime'2026-03-01T16%3A00%3A00.2Z'"


            """)).SubmitTransactionAsync([Add("0"), Add("1")]);

        answers.Value.Select(answer => answer.Status).ShouldBe([204, 204]);
        answers.Value.Select(answer => answer.Headers.ETag.ToString()).ShouldBe(["W/\"datetime'2026-03-01T16%3A00%3A00.1Z'\"", "W/\"datetime'2026-03-01T16%3A00%3A00.2Z'\""]);
        answers.Value[0].Headers.Contains("location").ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_transaction_is_answered_by_the_member_that_failed()
    {
        var table = Table(Multipart(
            """
            HTTP/1.1 409 Conflict
            Content-ID: 2
            Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8

            {"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"1:The specified entity already exists.\nRequestId:6d1d9c8e"}}}
            """));

        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([Add("0"), Add("1")]));

        failure.Status.ShouldBe(409);
        failure.ErrorCode.ShouldBe("EntityAlreadyExists");
        failure.FailedTransactionActionIndex.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_is_no_service_answer_is_an_error_with_its_status()
    {
        var refusal = await Should.ThrowAsync<RequestFailedException>(() => Table(HttpStatusCode.Forbidden, "<html>proxy</html>").GetEntityAsync<TableEntity>("p", "r"));
        refusal.Status.ShouldBe(403);
        refusal.ErrorCode.ShouldBeNull();
        await Should.ThrowAsync<InvalidDataException>(() => Table(HttpStatusCode.Accepted, "nonsense").SubmitTransactionAsync([Add("0")]));
    }

    private static TableTransactionAction Add(string rowKey) => new(TableTransactionActionType.Add, new TableEntity("p", rowKey));

    private static StubHandler Multipart(params string[] members)
    {
        var parts = members.Select(member => $"--changesetresponse_1\nContent-Type: application/http\nContent-Transfer-Encoding: binary\n\n{member}\n");
        var body = $"--batchresponse_1\nContent-Type: multipart/mixed; boundary=changesetresponse_1\n\n{string.Concat(parts)}--changesetresponse_1--\n--batchresponse_1--\n";
        return new StubHandler(HttpStatusCode.Accepted) { Answer = body.ReplaceLineEndings("\r\n"), AnswerType = "multipart/mixed; boundary=batchresponse_1" };
    }

    private static TableClient Table(HttpStatusCode status, string answer) => Table(new StubHandler(status) { Answer = answer });

    private static TableClient Table(StubHandler http) =>
        new(new Uri("https://acc.table.core.windows.net"), "Cases", new TableSharedKeyCredential("acc", TablesAzurite.AnyKey), http.Options());

    private sealed class Odd : ITableEntity
    {
        private string _partitionKey = "";

        string ITableEntity.PartitionKey
        {
            get => _partitionKey;
            set => _partitionKey = value;
        }

        public string RowKey { get; set; } = "";
        public DateTimeOffset? Timestamp { get; set; }
        public ETag ETag { get; set; }
        public long Long { get; set; }
        public double Number { get; set; }
        public decimal Double { get; set; }
        public Outcome Outcome { get; set; } = Outcome.Overturned;

        // A field is stored as a property is.
        [DataMember(Name = "Int")]
        public int Field;
    }
}
