using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Imr.Testing;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace ImrFunctions.Tests.Api;

/// <summary><c>api.http</c> has a call for each operation of the document, and each call is one of them.</summary>
public sealed partial class ApiHttpTests
{
    private static readonly string Source = File.ReadAllText(RepoRoot.Combine("api.http")).ReplaceLineEndings("\n");

    private static readonly Dictionary<string, string> Variables = Definition().Matches(Source).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);

    private static IReadOnlyList<Call> Calls => [.. Source.Split("\n### ")[1..].Select(Call.Parse)];

    [Fact]
    public void Every_operation_has_one_call_and_every_call_is_an_operation()
        => Calls.Select(c => c.Name).ShouldBe(ApiDocument.Operations.Select(o => o.Id), ignoreOrder: true);

    [Fact]
    public void A_call_has_its_operation_s_verb_and_address()
    {
        foreach (var call in Calls)
        {
            var operation = ApiDocument.Operation(call.Name);
            call.Verb.ShouldBe(operation.Verb, call.Name);
            call.Address.ShouldStartWith("http://127.0.0.1:7071/", customMessage: call.Name);
            var path = new Uri(call.Address).AbsolutePath;
            new TemplateMatcher(TemplateParser.Parse(operation.Path[1..]), new RouteValueDictionary()).TryMatch(path, new RouteValueDictionary()).ShouldBeTrue(call.Name);
        }
    }

    [Fact]
    public void A_call_signs_in_with_a_token_that_may_make_it()
    {
        foreach (var call in Calls)
        {
            var roles = ApiDocument.Operation(call.Name).Roles;
            var token = call.Headers.GetValueOrDefault("Authorization");
            if (roles.Count == 0)
                token.ShouldBeNull(call.Name);
            else
                roles.ShouldContain(new DevelopmentTokens().Read(token!["Bearer ".Length..])!.Role.ToString(), call.Name);
        }
    }

    [Fact]
    public void A_call_s_body_is_what_its_operation_takes()
    {
        foreach (var call in Calls)
        {
            var content = ApiDocument.Operation(call.Name).BodyContent;
            (call.Body.Length > 0).ShouldBe(content.Count > 0, call.Name);
            if (content.Count == 0)
                continue;
            var type = call.Headers["Content-Type"];
            var media = (content[type] ?? content["*/*"]).ShouldNotBeNull(call.Name);
            var body = call.Body.StartsWith("< ./", StringComparison.Ordinal) ? File.ReadAllText(RepoRoot.Combine(call.Body["< ./".Length..].Split('/'))) : call.Body;
            if (type == "application/json")
                ApiSchema.Problems(media["schema"]!, JsonNode.Parse(body)).ShouldBeEmpty(call.Name);
        }
    }

    /// <param name="Address">With its variables' values.</param>
    private sealed record Call(string Name, string Verb, string Address, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public static Call Parse(string section)
        {
            var text = Use().Replace(section, m => Variables[m.Groups["name"].Value]);
            var parts = text.Split("\n\n", 2);
            var head = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
            var request = head.Single(l => !l.StartsWith('#') && l.Contains("://", StringComparison.Ordinal)).Split(' ');
            return new Call(
                head.Single(l => l.StartsWith("# @name ", StringComparison.Ordinal))["# @name ".Length..],
                request[0],
                request[1],
                head.Where(l => !l.StartsWith('#') && !l.Contains("://", StringComparison.Ordinal)).Select(l => l.Split(": ", 2)).ToDictionary(h => h[0], h => h[1]),
                parts.Length > 1 ? parts[1].Trim() : "");
        }
    }

    [GeneratedRegex(@"^@(?<name>[a-zA-Z0-9]+) = (?<value>\S+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\{\{(?<name>[a-zA-Z0-9]+)\}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Use();
}
