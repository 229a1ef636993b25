using System.Globalization;
using Azure;

namespace LocalFunctions.Tables;

/// <summary>A transaction was refused: none of its changes was made. Status and error code are those of the member that failed.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Takes over the failure of the member, and its index if the failure's data has one.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys) base.Data[key] = requestFailedException.Data[key];
        if (int.TryParse(requestFailedException.Data[ODataErrorParser.FailedMember] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            FailedTransactionActionIndex = index;
    }

    /// <summary>Which of the submitted actions failed, from 0; null if the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
