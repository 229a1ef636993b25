using ImrFunctions.Security;
using ImrFunctions.Tests.Architecture;

namespace ImrFunctions.Tests.Security;

/// <summary>The one table of who may call what says the same as the functions' own attributes.</summary>
public sealed class RouteTableTests
{
    private static readonly string[] Verbs = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

    private static IEnumerable<(string Name, string? Route, string[] Verbs, AuthorizationLevel Level)> Functions
        => AppFunctions.With<HttpTriggerAttribute>().Select(f => (f.Name, f.Trigger.Route, f.Trigger.Methods!.Select(m => m.ToUpperInvariant()).Order().ToArray(), f.Trigger.AuthLevel));

    [Fact]
    public void Every_function_stands_in_the_table_with_its_verb_and_template()
    {
        foreach (var (name, route, verbs, _) in Functions.Where(f => f.Route != RouteTable.CatchAll))
        {
            var rule = RouteTable.Rules.Where(r => r.Function == name).ShouldHaveSingleItem(name);
            rule.Template.ShouldBe(route, name);
            verbs.ShouldBe([rule.Verb], name);
        }
    }

    [Fact]
    public void Nothing_in_the_table_is_stale()
        => RouteTable.Rules.Select(r => r.Function).Except(Functions.Select(f => f.Name)).ShouldBeEmpty();

    [Fact]
    public void The_catch_all_takes_every_verb_and_stands_in_no_rule()
    {
        var all = Functions.Where(f => f.Route == RouteTable.CatchAll).ShouldHaveSingleItem();
        all.Verbs.ShouldBe(Verbs);
        RouteTable.ForFunction(all.Name).ShouldBeNull();
    }

    [Fact]
    public void The_host_asks_for_no_key_since_we_ask_who_calls()
        => Functions.Where(f => f.Level != AuthorizationLevel.Anonymous).ShouldBeEmpty();

    [Fact]
    public void No_route_stands_where_the_host_has_its_own()
        => Functions.Where(f => f.Route is null || f.Route.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || f.Route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();

    [Fact]
    public void Only_health_and_the_descriptions_of_the_API_and_the_application_are_open_to_anyone()
        => RouteTable.Rules.Where(r => r.Roles.Count == 0).Select(r => r.Function).ShouldBe(["Health", "GetOpenApi", "GetApplicationSchema"]);

    [Theory]
    [InlineData("PostAdFinding", "AdministrativeDirector")]
    [InlineData("PostRelease", "Releaser")]
    [InlineData("PostDetermination", "Reviewer")]
    [InlineData("PostProvisional", "Reviewer")]
    [InlineData("PostAttention", "Operator")]
    [InlineData("PutReviewers", "Operator")]
    public void A_decision_has_one_role_that_may_make_it(string function, string role)
        => RouteTable.ForFunction(function)!.Roles.ShouldBe([Enum.Parse<Role>(role)]);

    [Theory]
    [InlineData("GetDocuments")]
    [InlineData("GetDocument")]
    [InlineData("GetReview")]
    [InlineData("GetQuality")]
    public void A_party_never_reads_the_inside_of_the_review(string function)
        => RouteTable.ForFunction(function)!.Roles.ShouldNotContain(r => r == Role.Claims || r == Role.Applicant);
}
