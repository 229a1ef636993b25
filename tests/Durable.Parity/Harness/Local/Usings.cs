global using LocalFunctions.Durable.Core.Exceptions;
