namespace LocalFunctions.Tables.Models;

// The codes that the service names in its reference.
public readonly partial struct TableErrorCode
{
    /// <summary>The account makes more requests than it may.</summary>
    public static TableErrorCode AccountIOPSLimitExceeded { get; } = new("AccountIOPSLimitExceeded");

    /// <summary>Atom was asked for; the service speaks JSON.</summary>
    public static TableErrorCode AtomFormatNotSupported { get; } = new("AtomFormatNotSupported");

    /// <summary>The caller lacks the role or permission.</summary>
    public static TableErrorCode AuthorizationPermissionMismatch { get; } = new("AuthorizationPermissionMismatch");

    /// <summary>The signature does not cover this kind of resource.</summary>
    public static TableErrorCode AuthorizationResourceTypeMismatch { get; } = new("AuthorizationResourceTypeMismatch");

    /// <summary>The wanted throughput is more than a table may have.</summary>
    public static TableErrorCode CannotCreateTableWithIOPSGreaterThanMaxAllowedPerTable { get; } =
        new("CannotCreateTableWithIOPSGreaterThanMaxAllowedPerTable");

    /// <summary>The rows of a transaction are not of one partition.</summary>
    public static TableErrorCode CommandsInBatchActOnDifferentPartitions { get; } = new("CommandsInBatchActOnDifferentPartitions");

    /// <summary>The request is longer than 4 MiB.</summary>
    public static TableErrorCode ContentLengthExceeded { get; } = new("ContentLengthExceeded");

    /// <summary>A key is given more than once.</summary>
    public static TableErrorCode DuplicateKeyPropertySpecified { get; } = new("DuplicateKeyPropertySpecified");

    /// <summary>A property is given more than once.</summary>
    public static TableErrorCode DuplicatePropertiesSpecified { get; } = new("DuplicatePropertiesSpecified");

    /// <summary>409: an add found a row with these keys.</summary>
    public static TableErrorCode EntityAlreadyExists { get; } = new("EntityAlreadyExists");

    /// <summary>404: there is no such row.</summary>
    public static TableErrorCode EntityNotFound { get; } = new("EntityNotFound");

    /// <summary>The row is larger than 1 MiB.</summary>
    public static TableErrorCode EntityTooLarge { get; } = new("EntityTooLarge");

    /// <summary>403: the caller may not do this.</summary>
    public static TableErrorCode Forbidden { get; } = new("Forbidden");

    /// <summary>A transaction changes one row twice.</summary>
    public static TableErrorCode InvalidDuplicateRow { get; } = new("InvalidDuplicateRow");

    /// <summary>400: something in the request is not valid, such as the filter.</summary>
    public static TableErrorCode InvalidInput { get; } = new("InvalidInput");

    /// <summary>A value does not fit its type.</summary>
    public static TableErrorCode InvalidValueType { get; } = new("InvalidValueType");

    /// <summary>JSON is not accepted in this version.</summary>
    public static TableErrorCode JsonFormatNotSupported { get; } = new("JsonFormatNotSupported");

    /// <summary>Verbose JSON is not accepted in this version.</summary>
    public static TableErrorCode JsonVerboseFormatNotSupported { get; } = new("JsonVerboseFormatNotSupported");

    /// <summary>A key is longer than 1 KiB.</summary>
    public static TableErrorCode KeyValueTooLarge { get; } = new("KeyValueTooLarge");

    /// <summary>The content type is not accepted.</summary>
    public static TableErrorCode MediaTypeNotSupported { get; } = new("MediaTypeNotSupported");

    /// <summary>The verb is not allowed on this resource.</summary>
    public static TableErrorCode MethodNotAllowed { get; } = new("MethodNotAllowed");

    /// <summary>The service does not offer this.</summary>
    public static TableErrorCode NotImplemented { get; } = new("NotImplemented");

    /// <summary>The service did not finish in time; it may have been done.</summary>
    public static TableErrorCode OperationTimedOut { get; } = new("OperationTimedOut");

    /// <summary>The filter has an operator that does not exist.</summary>
    public static TableErrorCode OperatorInvalid { get; } = new("OperatorInvalid");

    /// <summary>A value is out of range, often a key with a forbidden character.</summary>
    public static TableErrorCode OutOfRangeInput { get; } = new("OutOfRangeInput");

    /// <summary>The partition key may only be compared for equality here.</summary>
    public static TableErrorCode PartitionKeyEqualityComparisonExpected { get; } = new("PartitionKeyEqualityComparisonExpected");

    /// <summary>The partition key is missing.</summary>
    public static TableErrorCode PartitionKeyNotSpecified { get; } = new("PartitionKeyNotSpecified");

    /// <summary>A row's partition key cannot be changed.</summary>
    public static TableErrorCode PartitionKeyPropertyCannotBeUpdated { get; } = new("PartitionKeyPropertyCannotBeUpdated");

    /// <summary>The partition key is given more than once.</summary>
    public static TableErrorCode PartitionKeySpecifiedMoreThanOnce { get; } = new("PartitionKeySpecifiedMoreThanOnce");

    /// <summary>The table's throughput was lowered too often.</summary>
    public static TableErrorCode PerTableIOPSDecrementLimitReached { get; } = new("PerTableIOPSDecrementLimitReached");

    /// <summary>The table's throughput was raised too often.</summary>
    public static TableErrorCode PerTableIOPSIncrementLimitReached { get; } = new("PerTableIOPSIncrementLimitReached");

    /// <summary>A key is not a string.</summary>
    public static TableErrorCode PrimaryKeyPropertyIsInvalidType { get; } = new("PrimaryKeyPropertyIsInvalidType");

    /// <summary>A property that needs a value has none.</summary>
    public static TableErrorCode PropertiesNeedValue { get; } = new("PropertiesNeedValue");

    /// <summary>A property's name is not an identifier.</summary>
    public static TableErrorCode PropertyNameInvalid { get; } = new("PropertyNameInvalid");

    /// <summary>A property's name is longer than 255 characters.</summary>
    public static TableErrorCode PropertyNameTooLong { get; } = new("PropertyNameTooLong");

    /// <summary>A value is larger than 64 KiB.</summary>
    public static TableErrorCode PropertyValueTooLarge { get; } = new("PropertyValueTooLarge");

    /// <summary>404: there is no such row, or table.</summary>
    public static TableErrorCode ResourceNotFound { get; } = new("ResourceNotFound");

    /// <summary>The table is being provisioned; its throughput cannot be set.</summary>
    public static TableErrorCode SettingIOPSForATableInProvisioningNotAllowed { get; } = new("SettingIOPSForATableInProvisioningNotAllowed");

    /// <summary>409: a table of this name exists.</summary>
    public static TableErrorCode TableAlreadyExists { get; } = new("TableAlreadyExists");

    /// <summary>409: a table of this name is still being deleted; a new one can be made in about half a minute.</summary>
    public static TableErrorCode TableBeingDeleted { get; } = new("TableBeingDeleted");

    /// <summary>The table has no properties.</summary>
    public static TableErrorCode TableHasNoProperties { get; } = new("TableHasNoProperties");

    /// <summary>The table lacks this property.</summary>
    public static TableErrorCode TableHasNoSuchProperty { get; } = new("TableHasNoSuchProperty");

    /// <summary>404: there is no such table.</summary>
    public static TableErrorCode TableNotFound { get; } = new("TableNotFound");

    /// <summary>The row has more than 252 properties.</summary>
    public static TableErrorCode TooManyProperties { get; } = new("TooManyProperties");

    /// <summary>412: the stored row is of another version than the condition names.</summary>
    public static TableErrorCode UpdateConditionNotSatisfied { get; } = new("UpdateConditionNotSatisfied");

    /// <summary>The tunnelled verb is given more than once.</summary>
    public static TableErrorCode XMethodIncorrectCount { get; } = new("XMethodIncorrectCount");

    /// <summary>The tunnelled verb is unknown.</summary>
    public static TableErrorCode XMethodIncorrectValue { get; } = new("XMethodIncorrectValue");

    /// <summary>A tunnelled verb needs POST.</summary>
    public static TableErrorCode XMethodNotUsingPost { get; } = new("XMethodNotUsingPost");
}
