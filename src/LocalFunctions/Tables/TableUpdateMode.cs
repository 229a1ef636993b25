namespace LocalFunctions.Tables;

/// <summary>What becomes of stored properties that the sent entity lacks.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay. A property sent as null stays too.</summary>
    Merge = 0,

    /// <summary>They are removed.</summary>
    Replace = 1,
}
