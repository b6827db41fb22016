namespace Briefings.EndToEnd.Faults;

/// <summary>A way to a named point: what a program does when it dies there.</summary>
/// <param name="Verb">Of <see cref="FaultRunner"/>.</param>
/// <param name="Most">How often the verb comes by at the most, as a rule.</param>
sealed record FaultScene(string Verb, string Point, int Most = 1);

/// <summary>Every named point, with the ways to it. A point that is missing here fails a test.</summary>
static class FaultScenes
{
    public static IReadOnlyList<FaultScene> All { get; } =
    [
        new("migrate", "migration.applied"),

        new("ingest", "original.kept"), new("ingest", "append.projected"), new("ingest", "append.committed"), new("ingest", "step.applied", 2), new("ingest", "step.committed", 2),
        new("correct", "append.projected"), new("correct", "append.committed"),
        new("retract", "append.projected"), new("retract", "append.committed"),
        new("post", "request.begun"), new("post", "request.done"), new("post", "request.kept"),

        new("replay", "rebuild.begun"), new("replay", "rebuild.applied"), new("replay", "rebuild.checkpointed"), new("replay", "rebuild.switching"), new("replay", "rebuild.switched"),
        new("keys", "keys.building"), new("keys", "keys.built"),

        new("brief", "edition.kept", 3), new("brief", "chain.extended"), new("brief", "append.committed", 2),
        new("draft", "edition.kept", 3), new("draft", "append.committed"),
        new("schedule", "edition.kept", 3), new("schedule", "append.committed"), new("schedule", "append.projected"),

        new("redact", "redact.begun"), new("redact", "redact.forgotten"), new("redact", "redact.replaced"), new("redact", "redact.cleared", 3), new("redact", "redact.rebuilt", 7),
        new("redact edition", "redact.withheld", 3),

        new("feed", "feed.claimed"), new("feed", "feed.ingested", 2), new("feed", "feed.met", 2), new("feed", "feed.taken"),
        new("feed", "feed.recorded"), new("feed", "feed.settled"), new("feed", "append.committed", 2),
        new("feed moved", "feed.moved"), new("feed fresh", "feed.quarantined"), new("feed down", "feed.failed"), new("feed added", "feed.added"), new("feed removed", "feed.removed"),
        new("quarantine", "quarantine.ingested"), new("quarantine", "quarantine.named"),

        new("serve", "shard.taken"), new("serve", "step.applied", 3), new("serve", "step.committed", 3), new("two nodes", "shard.stopped"),
        new("serve", "webhook.queuing", 2), new("serve", "webhook.queued", 2), new("serve", "webhook.leased", 3), new("serve", "webhook.sent", 9), new("serve", "webhook.settled", 4),
        new("gone", "webhook.disabled"), new("gone", "webhook.announced"), new("gone", "webhook.told"),
        new("again", "webhook.requeuing"), new("again", "webhook.requeued"),
        new("schedule", "mail.writing"), new("schedule", "mail.written"), new("schedule", "mail.marked", 2), new("schedule", "mail.sent", 2), new("schedule", "mail.settled", 2),

        new("archive", "archive.indexed"), new("archive", "archive.frozen"),
        new("archive elsewhere", "archive.copied"), new("archive elsewhere", "archive.swapped"), new("archive elsewhere", "archive.moved"),

        new("ledger", "import.copied", 2), new("ledger", "import.committed", 2), new("ledger", "append.projected", 3), new("ledger", "append.committed", 3),
        new("ledger", "step.applied", 3), new("ledger", "step.committed", 3), new("ledger", "rebuild.applied"), new("ledger", "rebuild.checkpointed"),
        new("ledger", "rebuild.switching"), new("ledger", "keys.building"), new("ledger", "letter.resumed"), new("ledger", "letter.skipping"), new("ledger", "letter.skipped"),
        new("ledger", "version.dropping"), new("ledger", "version.dropped"),
    ];

    /// <summary>Kills that fall where they may.</summary>
    public static IReadOnlyList<string> Unnamed { get; } = ["killed ingest", "killed ingest", "killed server", "killed server", "killed serve", "killed server under serve", "killed replay"];
}
