using Imr.Cli;

return await CommandLine.RunAsync(args, Terminal.OfThisProcess());
