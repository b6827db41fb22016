-- Bytes that editions name by their digest: documents as JSON, PDFs. The log says which belong to an edition.
create table briefings.edition_files (
    sha256 text collate "C" not null,
    media_type text not null,
    bytes bytea not null,
    constraint edition_file_is_named_by_content primary key (sha256),
    constraint sha256_is_lower_case_hex check (sha256 ~ '^[0-9a-f]{64}$')
);
