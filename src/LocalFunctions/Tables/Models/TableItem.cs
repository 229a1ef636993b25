namespace LocalFunctions.Tables.Models;

/// <summary>A table of the account.</summary>
public class TableItem
{
    /// <summary>A table of that name.</summary>
    public TableItem(string name) => Name = name;

    /// <summary>The table's name: 3 to 63 letters and digits, a letter first; compared without case.</summary>
    public string Name { get; }
}
