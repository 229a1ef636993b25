using Azure;

namespace LocalFunctions.Tables;

// Several rows at once.
public partial class TableClient
{
    /// <summary>
    /// Makes all of the changes or none. At most 100 actions and 4 MiB, all in one partition, no row twice.
    /// </summary>
    /// <returns>A response for each action, in their order, with the row's new ETag.</returns>
    /// <exception cref="InvalidOperationException">There is no action.</exception>
    /// <exception cref="TableTransactionFailedException">An action failed: its index, status and error code are in the exception.</exception>
    /// <exception cref="RequestFailedException">The transaction was refused as a whole.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        using var message = TransactionRequest.Create(_service, Name, transactionActions);
        var response = await _service.SendAsync(message, cancellationToken);

        var answers = await TransactionResponse.ReadAsync(response, cancellationToken);
        var failed = answers.FirstOrDefault(answer => answer.Status >= 400);
        if (failed is not null) throw new TableTransactionFailedException(new RequestFailedException(failed, null, ODataErrorParser.Instance));
        return Response.FromValue(answers, response);
    }
}
