namespace Imr.Core.Cases;

/// <summary>What one reading of a form gathers.</summary>
/// <param name="Problems">Each refuses the file.</param>
/// <param name="Notes">Null when nobody wants to know what is odd but tolerated.</param>
/// <param name="Accepted">The file is a copy that was accepted before, perhaps by an earlier program: rules that came later are not held against it.</param>
internal sealed record FormReading(List<ApplicationProblem> Problems, List<ApplicationProblem>? Notes = null, bool Accepted = false);
