using System.Text.Json;
using Azure;
using Imr.Core.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImrFunctions.Operations;

/// <summary>
/// Around every function but orchestrators: an exception becomes a constant <see cref="StepFailedException"/>, over HTTP a problem with status 500. The
/// detail goes to the log without message texts, which can hold PHI: type, status, code and where it was thrown.
/// </summary>
public sealed class FailureMiddleware(ILogger<FailureMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (StepFailedException)
        {
            throw;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (BadHttpRequestException e) when (context.GetHttpContext() is { Response.HasStarted: false } http)
        {
            // The caller's fault: a body that is too large, or that never came.
            await Problem.Of(e.StatusCode, "The request can't be read.", context.InvocationId).ExecuteAsync(http);
        }
        catch (Exception e)
        {
            var code = Classify(e);
            logger.LogError("{Function} failed: {Code}, {Type}, ref {RefId}.\n{Where}", context.FunctionDefinition.Name, code, Describe(e), context.InvocationId, e.StackTrace);
            if (context.GetHttpContext() is not { } http)
                throw new StepFailedException(code, context.InvocationId);
            await AnswerAsync(http, code, context.InvocationId);
        }
    }

    internal static FailureCode Classify(Exception e)
        => e switch
        {
            RequestFailedException { Status: 409 or 412 } => FailureCode.StorageConflict,
            RequestFailedException or IOException or HttpRequestException => FailureCode.StorageUnavailable,
            AggregateException { InnerException: RequestFailedException or IOException } => FailureCode.StorageUnavailable,
            SchemaVersionException => FailureCode.NewerSchema,
            JsonException or FormatException or InvalidDataException => FailureCode.BadData,
            OperationCanceledException or TimeoutException => FailureCode.TimedOut,
            _ => WrappedFailure.Of(e)?.Classify() ?? FailureCode.Unexpected,
        };

    private static string Describe(Exception e)
        => e is RequestFailedException failed ? $"{e.GetType().Name} {failed.Status} {failed.ErrorCode}" : WrappedFailure.Of(e)?.ToString() ?? e.GetType().Name;

    private static async Task AnswerAsync(HttpContext http, FailureCode code, string refId)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        var (status, detail) = code == FailureCode.StorageUnavailable
            ? (503, "Storage does not answer. Try again shortly; nothing was lost.")
            : (500, "Something went wrong here. Quote the refId to support.");
        await Problem.Of(status, detail, refId).ExecuteAsync(http);
    }
}
