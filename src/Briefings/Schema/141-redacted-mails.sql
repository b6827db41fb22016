-- A mail whose text was redacted has neither head nor body, and is not sent any more.
alter table briefings.mails alter column body_sha256 drop not null;
alter table briefings.mails add constraint mail_that_waits_has_a_body check (body_sha256 is not null or state <> 0);
