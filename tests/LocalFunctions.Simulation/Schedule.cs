using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Simulation.Cases;
using LocalFunctions.Simulation.Checks;
using LocalFunctions.Simulation.Machine;

namespace LocalFunctions.Simulation;

/// <summary>
/// One schedule: cases of a durable app, run by the production engine on one simulated thread in virtual time. The seed decides what runs next, when the
/// process dies, what fails and what comes twice; the same seed gives the same schedule.
/// </summary>
internal sealed class Schedule
{
    private const int MaxSteps = 60_000;

    private readonly Random _chance;
    private readonly Profile _profile;
    private readonly SimulatedFaults _faults;
    private readonly VirtualClock _clock = new();
    private readonly OutsideWorld _world = new();
    private readonly Trace _trace = new();
    private readonly List<SimulatedCase> _cases;
    private readonly List<ClientScript> _scripts;
    private readonly HashSet<string> _mayEndEarly;
    private readonly string _hubFile;
    private EngineLife? _life;
    private int _lives;

    private Schedule(int seed, string directory)
    {
        _chance = new Random(seed);
        _profile = new Profile(_chance);
        _faults = new SimulatedFaults(_chance, _profile, _trace);
        CaseFactory factory = new(_chance, _clock.Now);
        _cases = [.. Enumerable.Range(0, _chance.Next(1, 6)).Select(_ => factory.Next())];
        _scripts = [.. _cases.SelectMany(c => c.Scripts)];
        _mayEndEarly = [.. _cases.Where(c => c.MayEndEarly).Select(c => c.Id)];
        _hubFile = Path.Combine(directory, "hub.db");
    }

    /// <summary>Runs the schedule of a seed and checks what came of it.</summary>
    /// <exception cref="SimulationFailure">A promise of the engine was broken; the message ends with what happened last.</exception>
    public static ScheduleReport Run(int seed)
    {
        string memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        string directory = Path.Combine(memory, "imr-simulation-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(directory);
        Schedule schedule = new(seed, directory);
        try
        {
            return schedule.Run();
        }
        catch (SimulationFailure failure)
        {
            throw new SimulationFailure($"Seed {seed}: {failure.Message}\n{schedule._trace}");
        }
        finally
        {
            schedule._life?.End();
            Directory.Delete(directory, recursive: true);
        }
    }

    private ScheduleReport Run()
    {
        while (Step())
        {
            if (_life?.Violation is { } violation)
                throw new SimulationFailure(violation);
            if (_trace.Steps > MaxSteps)
                throw new SimulationFailure("The schedule does not end.");
            if (_life is { } life && (life.Over || life.Engine.Killed.IsCompleted))
                EndLife();
        }

        EndLife();
        using HubFile file = new(_hubFile, flush: false);
        using HubReader hub = new(file);
        HubCheck.Run(file, hub);
        Findings findings = new(hub, _world);
        foreach (SimulatedCase one in _cases)
            one.Check(findings);
        return new ScheduleReport(_trace.Steps, _trace.Hash, _lives, _world.Effects);
    }

    private void EndLife()
    {
        _life?.End();
        _life = null;
    }

    /// <summary>Does one thing; false when there is nothing left to do.</summary>
    private bool Step()
    {
        if (_life is null)
        {
            Begin();
            return true;
        }

        EngineLife life = _life;
        if (_faults.Dies(_profile.Crash, "between two steps"))
        {
            life.End();
            return true;
        }

        List<Action> possible = Possible(life);
        if (possible.Count > 0)
        {
            possible[_chance.Next(possible.Count)]();
            return true;
        }

        if (life.Time.NextDue is not null)
        {
            PassTime(life);
            return true;
        }

        if (_scripts.Find(s => !s.Done) is { } stuck)
            throw new SimulationFailure($"Nothing can run any more, but {stuck.Name}.\n{HubCheck.Describe(life.Engine.Reader)}");
        return false;
    }

    private void Begin()
    {
        _trace.Add($"life {++_lives} at {_clock.Now:O}");
        _life = new EngineLife(_hubFile, _clock, _world, _chance, _profile, _faults, _mayEndEarly);
        _life.Start();
    }

    private List<Action> Possible(EngineLife life)
    {
        List<Action> possible = [];
        for (int i = 0; i < 3 && life.Thread.Ready > 0; i++)
            possible.Add(() => RunReady(life));
        if (life.App.Paused > 0)
            possible.Add(() => GoOn(life));
        if ((life.Started || _profile.EarlyClient) && !life.Stopping)
            possible.AddRange(_scripts.Where(s => s.Ready(life)).Take(1).Select(_ => (Action)(() => Ask(life))));
        if (life.Time.NextDue <= _clock.Now || (life.Time.NextDue is not null && _chance.NextDouble() < _profile.EarlyTime))
            possible.Add(() => PassTime(life));
        if (life.Started && !life.Stopping && _profile.CrashesLeft > 0 && _chance.NextDouble() < _profile.Stop)
            possible.Add(() => Stop(life));
        return possible;
    }

    private void RunReady(EngineLife life)
    {
        int index = _chance.Next(life.Thread.Ready);
        _trace.Add($"run {index} of {life.Thread.Ready}");
        life.Thread.Run(index);
    }

    private void GoOn(EngineLife life)
    {
        int index = _chance.Next(life.App.Paused);
        _trace.Add($"activity {index} of {life.App.Paused} goes on");
        life.Thread.Within(() => life.App.GoOn(index));
    }

    private void Ask(EngineLife life)
    {
        List<ClientScript> ready = [.. _scripts.Where(s => s.Ready(life))];
        ClientScript script = ready[_chance.Next(ready.Count)];
        _trace.Add($"ask {script.Name}");
        life.Thread.Within(() => _ = script.AskAsync(life));
    }

    private void PassTime(EngineLife life)
    {
        life.Thread.Within(life.Time.FireNext);
        _trace.Add($"time {_clock.Now:O}");
    }

    private void Stop(EngineLife life)
    {
        _profile.CrashesLeft--;
        _trace.Add("stop");
        life.Stop();
    }
}

/// <summary>What a schedule was: its steps and their hash, how many lives of the process it took, how many effects occurred.</summary>
internal sealed record ScheduleReport(int Steps, ulong Hash, int Lives, int Effects);
