namespace LocalFunctions.Tables;

internal static class Placeholder;
