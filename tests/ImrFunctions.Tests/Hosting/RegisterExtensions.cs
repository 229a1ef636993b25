using Imr.Core.Cases;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Tests.Hosting;

internal static class RegisterExtensions
{
    /// <summary>Reads the register until the case suits, within the tests' patience.</summary>
    public static async Task<CaseRecord> UntilAsync(this CaseRegister register, string caseNumber, Func<CaseRecord, bool> suits)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Patience.Seconds));
        while (true)
        {
            if (await register.TryGetAsync(CaseNumber.Parse(caseNumber), limit.Token) is { } record && suits(record))
                return record;
            await Task.Delay(25, limit.Token);
        }
    }
}
