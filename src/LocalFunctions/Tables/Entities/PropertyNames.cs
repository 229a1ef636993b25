namespace LocalFunctions.Tables;

/// <summary>Property names with a meaning of their own in the protocol.</summary>
internal static class PropertyNames
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "ETag";
    public const string ODataETag = "odata.etag";
    public const string ODataMetadata = "odata.metadata";
    public const string TypeSuffix = "@odata.type";
}

/// <summary>The Edm types that JSON cannot express, as the annotation beside a property names them.</summary>
internal static class EdmTypes
{
    public const string Binary = "Edm.Binary";
    public const string DateTime = "Edm.DateTime";
    public const string Double = "Edm.Double";
    public const string Guid = "Edm.Guid";
    public const string Int64 = "Edm.Int64";
}
