using Azure.Core;
using Azure.Core.Pipeline;

namespace LocalFunctions.Tables;

/// <summary>Signs each try with the account's key: "Shared Key Lite" of the Table service, over the date and the resource.</summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var headers = message.Request.Headers;
        var date = DateTimeOffset.UtcNow.ToString("r");
        headers.SetValue("x-ms-date", date);

        // The path exactly as it goes over the wire. Of the query only "comp" would count, which no request here has.
        var resource = $"/{credential.AccountName}{message.Request.Uri.ToUri().AbsolutePath}";
        headers.SetValue(HttpHeader.Names.Authorization, $"SharedKeyLite {credential.AccountName}:{credential.Sign($"{date}\n{resource}")}");
    }
}
