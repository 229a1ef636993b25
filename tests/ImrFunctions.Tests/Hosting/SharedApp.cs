namespace ImrFunctions.Tests.Hosting;

/// <summary>One app for all tests of a class that do not disturb each other: each takes case numbers of its own. Reconcile finds everything at once.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    internal TestApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await TestApp.StartAsync(new TestAppOptions { Settings = { ["Reconcile:GraceSeconds"] = "0" } });
        await App.ImportPanelAsync();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}
