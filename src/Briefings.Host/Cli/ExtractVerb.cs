#pragma warning disable
using System.CommandLine;
namespace Briefings.Host.Cli;
static class ExtractVerb { public static Command Create(CliContext context) => new("extract"); }
