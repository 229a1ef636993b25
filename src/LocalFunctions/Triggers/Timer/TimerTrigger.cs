using System.Reflection;

namespace LocalFunctions.Hosting;

/// <summary>Timer functions. The plan is the schedule.</summary>
internal sealed class TimerTrigger : ITriggerType
{
    public Type Attribute => typeof(TimerTriggerAttribute);

    public string BindingType => "timerTrigger";

    public string Heading => "Timers";

    public string Bindable => "TimerInfo with [TimerTrigger], FunctionContext or CancellationToken";

    public object Plan(FunctionDescriptor function, AppNames names)
    {
        var text = names.Resolve(((TimerTriggerAttribute)function.TriggerAttribute).Schedule, function.Name);
        try
        {
            return TimerSchedule.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new StartRefusedException($"Function {function.Name} has the schedule \"{text}\", which is not valid ({exception.Message}): write second, minute, hour, day, month, weekday, or hh:mm:ss.", exception);
        }
    }

    public ParameterBinder? BinderFor(FunctionDescriptor function, ParameterInfo parameter) =>
        function.IsTrigger(parameter) && parameter.ParameterType == typeof(TimerInfo) ? static context => new(context.Input) : null;

    public string Describe(FunctionDescriptor function) => ((TimerTriggerAttribute)function.TriggerAttribute).Schedule;
}
