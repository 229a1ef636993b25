using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>The app that the tests of a class share, with a panel that has a place for every one of them. Each test takes case numbers of its own.</summary>
public sealed class ReviewApp : IAsyncLifetime
{
    internal TestApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await TestApp.StartAsync();
        await App.ImportPanelAsync(InventedPanel.Csv(6));
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}
