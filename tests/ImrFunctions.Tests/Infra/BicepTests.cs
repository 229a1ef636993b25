namespace ImrFunctions.Tests.Infra;

/// <summary>The infrastructure compiles without a word, and what it builds keeps the rules.</summary>
public sealed class BicepTests
{
    [BicepFact]
    public async Task It_compiles_without_an_error_or_a_warning()
    {
        var (template, diagnostics) = await Bicep.MainAsync();
        diagnostics.ShouldBeEmpty();
        template.ShouldNotBeEmpty();
    }

    [BicepFact]
    public async Task The_parameters_fit()
    {
        var (parameters, diagnostics) = await Bicep.RunAsync("build-params", "infra/main.bicepparam");
        diagnostics.ShouldBeEmpty();
        parameters.ShouldContain("imr-test");
    }

    [BicepFact]
    public async Task No_storage_account_takes_keys_or_strangers()
    {
        var accounts = (await OfAsync("Microsoft.Storage/storageAccounts")).ToList();
        accounts.Count.ShouldBe(2);
        foreach (var properties in accounts.Select(a => a["properties"]!))
        {
            ((bool?)properties["allowSharedKeyAccess"]).ShouldBe(false);
            ((bool?)properties["allowBlobPublicAccess"]).ShouldBe(false);
            ((string?)properties["minimumTlsVersion"]).ShouldBe("TLS1_2");
        }
    }

    [BicepFact]
    public async Task Only_letters_and_the_audit_trail_are_immutable_and_only_the_audit_trail_grows()
    {
        var policy = (await OfAsync("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies")).ShouldHaveSingleItem();
        ((string)policy["condition"]!).ShouldContain("variables('immutable')");
        (await Bicep.MainAsync()).Template.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).ShouldContain("\"immutable\":[\"Letters\",\"Audit\"]");
        ((string)policy["properties"]!["allowProtectedAppendWrites"]!).ShouldContain("'Audit'");
    }

    [BicepFact]
    public async Task Uploads_keep_their_versions()
    {
        var services = await OfAsync("Microsoft.Storage/storageAccounts/blobServices");
        services.ShouldContain(s => s["properties"] != null && (bool?)s["properties"]!["isVersioningEnabled"] == true);
    }

    [BicepFact]
    public async Task The_app_runs_on_Flex_Consumption_with_an_identity_and_no_deployment_password()
    {
        var site = (await OfAsync("Microsoft.Web/sites")).ShouldHaveSingleItem();
        ((string?)site["identity"]!["type"]).ShouldBe("UserAssigned");
        var runtime = site["properties"]!["functionAppConfig"]!["runtime"]!;
        ((string?)runtime["name"], (string?)runtime["version"]).ShouldBe(("dotnet-isolated", "10.0"));
        (await OfAsync("Microsoft.Web/sites/basicPublishingCredentialsPolicies")).Select(p => (bool?)p["properties"]!["allow"]).ShouldBe([false, false]);
        ((string?)(await OfAsync("Microsoft.Web/serverfarms")).ShouldHaveSingleItem()["sku"]!["name"]).ShouldBe("FC1");
    }

    [BicepFact]
    public async Task No_log_of_addresses_is_taken_unless_asked_for()
    {
        foreach (var log in (await OfAsync("Microsoft.Insights/diagnosticSettings")).SelectMany(s => s["properties"]!["logs"]?.AsArray() ?? []))
            (log!["category"]!.ToString() == "FunctionAppLogs" || (string?)log["enabled"] == "[parameters('accessLogs')]").ShouldBeTrue(log.ToJsonString());
    }

    [BicepFact]
    public async Task API_versions_are_stable_ones()
        => (await Bicep.ResourcesAsync())
            // Azure has no other for these.
            .Where(r => (string?)r["type"] != "Microsoft.Insights/diagnosticSettings")
            .Select(r => $"{r["type"]} {r["apiVersion"]}").Where(v => v.EndsWith("-preview", StringComparison.Ordinal)).ShouldBeEmpty();

    private static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonObject>> OfAsync(string type)
        => [.. (await Bicep.ResourcesAsync()).Where(r => (string?)r["type"] == type)];
}
