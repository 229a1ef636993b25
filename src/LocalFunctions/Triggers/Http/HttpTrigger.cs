using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LocalFunctions.Hosting;

/// <summary>Where an HTTP function answers.</summary>
/// <param name="Pattern">The whole route, prefix included.</param>
/// <param name="Methods">The methods in upper case; empty is all.</param>
internal sealed record HttpPlan(RoutePattern Pattern, IReadOnlyList<string> Methods);

/// <summary>HTTP functions on ASP.NET Core's types.</summary>
internal sealed class HttpTrigger : ITriggerType
{
    private static readonly string[] Reserved = ["admin", "runtime"];

    public Type Attribute => typeof(HttpTriggerAttribute);

    public string BindingType => "httpTrigger";

    public string Heading => "HTTP functions";

    public string OutputType => "http";

    public string Bindable => $"HttpRequest with [HttpTrigger], FunctionContext, CancellationToken, or a part of the route as {TextBinder.Types}";

    public object Plan(FunctionDescriptor function, AppNames names)
    {
        var attribute = (HttpTriggerAttribute)function.TriggerAttribute;
        if (attribute.AuthLevel != AuthorizationLevel.Anonymous)
            throw new StartRefusedException($"Function {function.Name} asks for AuthorizationLevel.{attribute.AuthLevel}, and the local host has no function keys: make it Anonymous and authorize in middleware.");
        if (attribute.Route is { Length: 0 })
            throw new StartRefusedException($"Function {function.Name} has an empty Route: leave it out for {function.Name}, or write \"/\" for the root.");
        var route = names.Resolve(attribute.Route ?? function.Name, function.Name);
        var pattern = Parse(function.Name, $"{names.HostJson.RoutePrefix.Trim('/')}/{route.Trim('/')}".Trim('/'));
        if (Array.Exists(Reserved, r => StartsWith(route, r) || StartsWith(pattern.RawText!, r)))
            throw new StartRefusedException($"Function {function.Name} has a route that starts with admin or runtime, which belong to the Functions host: choose another route.");
        return new HttpPlan(pattern, [.. (attribute.Methods ?? []).Select(m => m.ToUpperInvariant()).Distinct()]);
    }

    public ParameterBinder? BinderFor(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(HttpRequest)) return static context => new(((HttpContext)context.Input!).Request);
        return function.IsTrigger(parameter) ? null : TextBinder.For(parameter, function.Plan<HttpPlan>().Pattern.Parameters.Select(p => p.Name));
    }

    public string Describe(FunctionDescriptor function)
    {
        var (pattern, methods) = function.Plan<HttpPlan>();
        return $"[{(methods.Count == 0 ? "all" : string.Join(',', methods))}] /{pattern.RawText}";
    }

    public string? Warning(FunctionDescriptor function)
    {
        var type = Returned(function.Method.ReturnType);
        var answers = type == typeof(void) || typeof(IResult).IsAssignableFrom(type) || typeof(IActionResult).IsAssignableFrom(type) || type == typeof(object);
        return answers ? null : $"Function {function.Name} returns {type.Name}, which the Functions host answers with an empty 200: return an IResult.";
    }

    private static bool StartsWith(string route, string reserved) => route.TrimStart('/').StartsWith(reserved, StringComparison.OrdinalIgnoreCase);

    private static Type Returned(Type type)
    {
        if (type == typeof(Task) || type == typeof(ValueTask)) return typeof(void);
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return open == typeof(Task<>) || open == typeof(ValueTask<>) ? type.GetGenericArguments()[0] : type;
    }

    private static RoutePattern Parse(string function, string route)
    {
        try
        {
            return RoutePatternFactory.Parse(route);
        }
        catch (RoutePatternException exception)
        {
            throw new StartRefusedException($"Function {function} has the route {route}, which is not valid: {exception.Message}", exception);
        }
    }
}
