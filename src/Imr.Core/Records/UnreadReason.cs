namespace Imr.Core.Records;

/// <summary>Why a document, or the rest of it, was not read. It proves nothing either way: missing is not No.</summary>
public enum UnreadReason
{
    /// <summary>Opens only with a password.</summary>
    Encrypted,

    /// <summary>Not what it says it is, or broken.</summary>
    Damaged,

    /// <summary>Ends before its end: perhaps an upload that broke off.</summary>
    Truncated,

    /// <summary>Small, and unpacks to more than any record has.</summary>
    Bomb,

    /// <summary>More bytes than are read.</summary>
    TooLarge,

    /// <summary>More pages than are read.</summary>
    TooManyPages,

    /// <summary>Nothing reads this kind of file.</summary>
    Unsupported,

    /// <summary>Readable, and there is no text in it.</summary>
    NoText,

    /// <summary>Took longer than a document may.</summary>
    Timeout,

    /// <summary>The document reader is not installed here.</summary>
    ReaderMissing,

    /// <summary>The reader, or the service in its place, failed at it more than once.</summary>
    ReaderFailed,
}

/// <summary>What a reason means for a second try.</summary>
public static class UnreadReasons
{
    /// <summary>Lies with us or the moment, not with the file: reading it again later may help.</summary>
    public static bool MayPass(this UnreadReason reason) => reason is UnreadReason.Timeout or UnreadReason.ReaderMissing or UnreadReason.ReaderFailed;
}
