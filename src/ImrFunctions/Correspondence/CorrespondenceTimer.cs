namespace ImrFunctions.Correspondence;

/// <summary>Each minute (<see cref="CorrespondenceOptions.Schedule"/>): sends what waits, makes the mail batch that is due, sends staff notices further.</summary>
public sealed class CorrespondenceTimer(Dispatcher dispatcher, MailRoom mailRoom, StaffNoticeDesk notices)
{
    [Function(nameof(SendCorrespondence))]
    public async Task SendCorrespondence([TimerTrigger("%Correspondence:Schedule%")] TimerInfo timer, CancellationToken cancellation)
    {
        await notices.EscalateAsync(cancellation);
        await dispatcher.SendWaitingAsync(cancellation);
        await mailRoom.MakeAsync(now: false, cancellation);
    }
}
