using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.Dispatch;
using LocalFunctions.Durable.Engine.Hub;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Simulation.Machine;

/// <summary>What goes wrong in a life: deaths at fault points and statements, a full disk, a busy file, messages that come twice.</summary>
internal sealed class SimulatedFaults(Random chance, Profile profile, Trace trace)
{
    private const int Busy = 5;
    private const int Full = 13;
    private const string Mark = "simulated";

    /// <summary>Whether an exception is one of a simulated disk.</summary>
    public static bool Made(Exception exception) => exception is SqliteException && exception.Message.StartsWith(Mark, StringComparison.Ordinal);

    public void Hook(DurableEngine engine, SimulatedThread thread)
    {
        bool twice = false;
        engine.FaultHook = At;
        engine.StatementHook = text => Statement(engine, text);
        engine.DeliveryHook = Delivery;

        void Delivery(LiveInstance instance, Message message)
        {
            if (twice || chance.NextDouble() >= profile.Duplicate)
                return;
            trace.Add($"twice {instance.Id} {message.Event.GetType().Name}");
            thread.Post(_ => Again(instance, message), null);
        }

        void Again(LiveInstance instance, Message message)
        {
            twice = true;
            engine.Deliver(instance, message);
            twice = false;
        }
    }

    /// <summary>Whether the process dies; each death is one of a limited number.</summary>
    public bool Dies(double probability, string where)
    {
        if (profile.CrashesLeft == 0 || chance.NextDouble() >= probability)
            return false;
        profile.CrashesLeft--;
        trace.Add($"death {where}");
        return true;
    }

    private bool At(FaultPoint point, string instanceId) => Dies(profile.At(point), $"at {point} {instanceId}");

    private void Statement(DurableEngine engine, string text)
    {
        if (text.StartsWith("ROLLBACK", StringComparison.Ordinal) || engine.Killed.IsCompleted)
            return;
        string start = text.TrimStart()[..Math.Min(24, text.TrimStart().Length)];
        if (Dies(profile.SqlKill, $"at {start}"))
        {
            engine.Kill();
            throw new ObjectDisposedException(Mark);
        }

        if (profile.FailuresLeft == 0 || chance.NextDouble() >= profile.SqlFailure)
            return;
        profile.FailuresLeft--;
        int code = chance.Next(2) == 0 ? Busy : Full;
        trace.Add($"failure {code} at {start}");
        throw new SqliteException($"{Mark} failure {code}", code);
    }
}
