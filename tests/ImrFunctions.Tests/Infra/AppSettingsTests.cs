using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Imr.Testing;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Architecture;

namespace ImrFunctions.Tests.Infra;

/// <summary>What <c>infra</c> names and sets is what the app reads.</summary>
public sealed partial class AppSettingsTests
{
    /// <summary>Read by the Functions host and its extensions, not by the app.</summary>
    private static readonly string[] OfTheHost =
    [
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "CaseFiles__credential",
    ];

    private static JsonObject Names => Json("names.json");

    private static JsonObject Settings => Json("settings.json");

    [Fact]
    public void Containers_tables_and_queues_are_those_of_the_app()
    {
        var options = new CaseStorageOptions();
        var known = typeof(CaseStorageOptions).GetProperties().ToDictionary(p => p.Name, p => (string)p.GetValue(options)!);
        Of("containers").ShouldBe(known.Where(p => !p.Key.EndsWith("Table", StringComparison.Ordinal) && !p.Key.EndsWith("Queue", StringComparison.Ordinal)), ignoreOrder: true, "infra/names.json");
        Of("tables").ShouldBe(known.Where(p => p.Key.EndsWith("Table", StringComparison.Ordinal)), ignoreOrder: true, "infra/names.json");
        Of("queues").ShouldBe(known.Where(p => p.Key.EndsWith("Queue", StringComparison.Ordinal)), ignoreOrder: true, "infra/names.json");

        static IEnumerable<KeyValuePair<string, string>> Of(string kind) => Names[kind]!.AsObject().Select(p => KeyValuePair.Create(p.Key, (string)p.Value!));
    }

    [Fact]
    public void Every_setting_is_one_of_the_app_s_options_and_says_its_default()
    {
        var options = Options().ToDictionary(o => o.Name, o => o.Default);
        foreach (var (name, value) in Settings)
            options.ShouldContainKeyAndValue(name, (string)value!);
    }

    [Fact]
    public void An_option_without_a_default_is_set()
        => Options().Where(o => o.Default is null or "").Select(o => o.Name).Except(Settings.Select(s => s.Key)).ShouldBeEmpty();

    [Fact]
    public void Every_name_that_a_trigger_takes_from_the_settings_is_set()
    {
        var triggers = from function in AppFunctions.All
                       from parameter in function.Method.GetParameters()
                       from attribute in parameter.GetCustomAttributesData()
                       from argument in attribute.ConstructorArguments.Select(a => a.Value).Concat(attribute.NamedArguments.Select(a => a.TypedValue.Value)).OfType<string>()
                       from Match match in SettingName().Matches(argument)
                       select match.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal);
        var set = Settings.Select(s => s.Key).Concat(Names.SelectMany(kind => kind.Value!.AsObject()).Select(n => $"{CaseStorageOptions.Section}__{n.Key}"));
        var used = triggers.Distinct().ToList();
        used.Count.ShouldBeGreaterThanOrEqualTo(4);
        used.Except(set).ShouldBeEmpty();
    }

    [Fact]
    public void The_settings_in_the_Bicep_are_the_host_s_or_the_app_s()
    {
        var named = Setting().Matches(Text("modules", "app.bicep")).Select(m => m.Groups["name"].Value).ToList();
        named.ShouldContain("CaseFiles__clientId");
        var read = File.ReadAllText(RepoRoot.Combine("src", "ImrFunctions", "Cases", "Storage", "CaseStorage.cs"));
        foreach (var name in named.Except(OfTheHost))
        {
            name.ShouldStartWith(CaseStorage.ConnectionName + "__");
            read.ShouldContain($"\"{name[(CaseStorage.ConnectionName.Length + 2)..]}\"");
        }

        OfTheHost.Except(named).ShouldBeEmpty();
    }

    [Fact]
    public void The_webhook_names_the_function_that_uploads_wake()
    {
        var blobs = AppFunctions.With<BlobTriggerAttribute>().ShouldHaveSingleItem();
        foreach (var hook in new[] { "postdeploy.sh", "postdeploy.ps1" })
            Text("hooks", hook).ShouldContain($"functionName=Host.Functions.{blobs.Name}&code=");
    }

    [Fact]
    public void The_hooks_use_what_the_deployment_says()
    {
        var outputs = Output().Matches(Text("main.bicep")).Select(m => m.Groups["name"].Value).ToList();
        foreach (var hook in new[] { "postdeploy.sh", "postdeploy.ps1" })
            Variable().Matches(Text("hooks", hook)).Select(m => m.Value).Distinct().Except(outputs).ShouldBeEmpty(hook);
        foreach (Match path in HookPath().Matches(File.ReadAllText(RepoRoot.Combine("azure.yaml"))))
            File.Exists(RepoRoot.Combine(path.Groups["path"].Value.Split('/'))).ShouldBeTrue(path.Value);
    }

    /// <summary>Addresses hold case numbers and names of uploaded files, and so does what the host says of a blob that woke a function.</summary>
    [Fact]
    public void The_host_s_own_log_says_no_addresses_and_no_names_of_files()
    {
        var logging = JsonNode.Parse(File.ReadAllText(RepoRoot.Combine("host.json")))!["logging"]!;
        ((string?)logging["logLevel"]!["Host.Results"]).ShouldBe("None");
        foreach (var category in new[] { "Function", "Azure.Core", "Microsoft.AspNetCore", "Microsoft.Azure.WebJobs.Extensions.Storage", "Microsoft.Azure.WebJobs.Script.WebHost.Middleware", "System.Net.Http", "Yarp" })
            ((string?)logging["logLevel"]![category]).ShouldBe("Warning", category);
        var insights = logging["applicationInsights"]!;
        ((bool?)insights["enableDependencyTracking"]).ShouldBe(false);
        ((bool?)insights["enableLiveMetrics"]).ShouldBe(false);
        ((bool?)insights["httpAutoCollectionOptions"]!["enableHttpTriggerExtendedInfoCollection"]).ShouldBe(false);
    }

    /// <summary>Every setting of a class that names its section, with its default.</summary>
    private static IEnumerable<(string Name, string? Default)> Options()
        => from type in typeof(AppHost).Assembly.GetExportedTypes()
           let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string
           where section is not null
           let defaults = Activator.CreateInstance(type)
           from property in type.GetProperties().Where(p => p.CanWrite)
               // What may be left out says something by that.
           where new NullabilityInfoContext().Create(property).WriteState != NullabilityState.Nullable
           select ($"{section}__{property.Name}", Text(property.GetValue(defaults)));

    private static string? Text(object? value)
        => value switch
        {
            bool b => b ? "true" : "false",
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString(),
        };

    private static JsonObject Json(string file) => JsonNode.Parse(Text(file))!.AsObject();

    private static string Text(params string[] path) => File.ReadAllText(RepoRoot.Combine(["infra", .. path]));

    [GeneratedRegex("%(?<name>[A-Za-z:]+)%", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SettingName();

    [GeneratedRegex(@"^\s+(?<name>[A-Za-z]+_[A-Za-z_]+): ", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();

    [GeneratedRegex("^output (?<name>[A-Z_]+) ", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Output();

    [GeneratedRegex(@"\b[A-Z]+(_[A-Z]+)+\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("run: (?<path>infra/hooks/[a-z.0-9]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HookPath();
}
