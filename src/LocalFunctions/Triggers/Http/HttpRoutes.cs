using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>Looks at all routes at start, where routing itself would fail at the first request.</summary>
internal static class HttpRoutes
{
    /// <exception cref="StartRefusedException">A constraint is unknown, or two functions answer the same requests.</exception>
    public static void Check(FunctionCatalog functions, IServiceProvider services)
    {
        var constraints = services.GetRequiredService<ParameterPolicyFactory>();
        var seen = new Dictionary<(string Shape, string Method), string>();
        foreach (var function in functions.Of<HttpTrigger>())
        {
            var (pattern, methods) = function.Plan<HttpPlan>();
            foreach (var parameter in pattern.Parameters) CheckConstraints(function.Name, parameter, constraints);
            var shape = Shape(pattern);
            foreach (var method in methods.DefaultIfEmpty("all methods"))
            {
                if (!seen.TryAdd((shape, method), function.Name))
                    throw new StartRefusedException($"Functions {seen[(shape, method)]} and {function.Name} have the same route for {method}: change one of them.");
            }
        }
    }

    private static void CheckConstraints(string function, RoutePatternParameterPart parameter, ParameterPolicyFactory constraints)
    {
        foreach (var policy in parameter.ParameterPolicies)
        {
            try
            {
                constraints.Create(parameter, policy);
            }
            catch (Exception exception) when (exception is InvalidOperationException or RouteCreationException or ArgumentException or FormatException)
            {
                throw new StartRefusedException($"Function {function} has the route constraint {policy.Content} on {parameter.Name}, which does not exist: correct the route.", exception);
            }
        }
    }

    /// <summary>The route without the names of its parameters: two routes of one shape and method cannot be told apart.</summary>
    private static string Shape(RoutePattern pattern)
    {
        var shape = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            shape.Append('/');
            foreach (var part in segment.Parts)
            {
                shape.Append(part switch
                {
                    RoutePatternLiteralPart literal => literal.Content.ToLowerInvariant(),
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart { IsCatchAll: true } parameter => $"{{**{Policies(parameter)}}}",
                    RoutePatternParameterPart parameter => $"{{{Policies(parameter)}}}",
                    _ => "",
                });
            }
        }

        return shape.ToString();
    }

    private static string Policies(RoutePatternParameterPart parameter) => string.Concat(parameter.ParameterPolicies.Select(p => ":" + p.Content));
}
