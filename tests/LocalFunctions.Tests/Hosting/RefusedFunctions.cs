#pragma warning disable CA1052, MA0053 // Each class breaks one rule of the host on purpose.

using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Hosting;

public static class Outer
{
    public static class Nested
    {
        [Function("InNested")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Ok();
    }
}

public abstract class AbstractClass
{
    [Function("InAbstract")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Ok();
}

public static class FirstOfTwo
{
    [Function("Twice")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "one")] HttpRequest request) => Results.Ok();
}

public static class SecondOfTwo
{
    [Function("TWICE")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "two")] HttpRequest request) => Results.Ok();
}

public static class NotAnonymous
{
    [Function("WithKey")]
    public static IResult Run([HttpTrigger] HttpRequest request) => Results.Ok();
}

public static class AdminRoute
{
    [Function("Reserved")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "admin/things")] HttpRequest request) => Results.Ok();
}

public static class RuntimeRoute
{
    [Function("Reserved")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/runtime")] HttpRequest request) => Results.Ok();
}

public static class UnknownParameter
{
    [Function("Unbound")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "x/{day}")] HttpRequest request, DateOnly day) => Results.Ok(day);
}

public static class MisspeltParameter
{
    [Function("Misspelt")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "x/{caseNumber}")] HttpRequest request, string casenr) => Results.Ok(casenr);
}

public static class UnknownConstraint
{
    [Function("Constrained")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "x/{day:day}")] HttpRequest request) => Results.Ok();
}

public static class SameRoute
{
    [Function("One")]
    public static IResult One([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "x/{a}")] HttpRequest request) => Results.Ok();

    [Function("Two")]
    public static IResult Two([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "X/{b}")] HttpRequest request) => Results.Ok();
}

public static class NoTrigger
{
    [Function("Untriggered")]
    public static Task Run(string input) => Task.FromResult(input);
}

public static class BadSchedule
{
    [Function("BadSchedule")]
    public static void Run([TimerTrigger("0 0 25 * * *")] TimerInfo timer)
    {
    }
}

public static class MissingSetting
{
    [Function("MissingSetting")]
    public static void Run([TimerTrigger("%Review:Schedule%")] TimerInfo timer)
    {
    }
}

public static class BadBlobPath
{
    [Function("BadBlobPath")]
    public static void Run([BlobTrigger("cases/{a}/{a}")] string content)
    {
    }
}

public static class OneQueue
{
    [Function("OneQueue")]
    public static void Run([QueueTrigger("one")] string message)
    {
    }
}

public static class AsyncVoid
{
    [Function("AsyncVoid")]
#pragma warning disable MA0155 // That is what is refused.
    public static async void Run([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => await Task.Yield();
#pragma warning restore MA0155
}
