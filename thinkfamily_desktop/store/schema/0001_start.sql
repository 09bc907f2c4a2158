-- The first schema. Content that people said is JSON in BLOB columns named content; the other columns are for finding it.
-- Every table that holds a family's data names the family, so that nothing is read or erased without naming it.

PRAGMA application_id = 0x54464456;

CREATE TABLE standing (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    vault TEXT NOT NULL,
    practice INTEGER NOT NULL,
    seq INTEGER NOT NULL,              -- the number of the last commit
    chain BLOB NOT NULL,               -- the chain's hash after the last sealed journal line
    trail BLOB NOT NULL                -- head hashes of the latest commits, 24 bytes each, newest last
) STRICT;

-- One line for each thing that happened. The chain covers these columns; what was said stands in journal_content,
-- behind a salted hash (leaf), and can be erased while the chain still verifies.
CREATE TABLE journal_line (
    number INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    worker TEXT NOT NULL,
    kind TEXT NOT NULL,
    family TEXT,
    assessment TEXT,
    leaf BLOB NOT NULL,
    sealed_by TEXT NOT NULL,           -- empty while the line is open
    chain BLOB                         -- NULL while the line is open
) STRICT;
CREATE INDEX journal_of_family ON journal_line (family, number);
CREATE UNIQUE INDEX one_open_line ON journal_line ((1)) WHERE chain IS NULL;

CREATE TABLE journal_content (
    line INTEGER PRIMARY KEY REFERENCES journal_line (number),
    family TEXT,
    salt BLOB NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX journal_content_of_family ON journal_content (family);

CREATE TABLE kept_value (              -- the worker, and where they were
    name TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE family (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    people BLOB NOT NULL,
    card BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- When a family (assessment empty) or one of its assessments last changed. On its own, because every save writes it.
CREATE TABLE latest_change (
    family TEXT NOT NULL REFERENCES family (id),
    assessment TEXT NOT NULL,
    at TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (family, assessment)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference_year (          -- so that the reference of an erased family is never given again
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE search_term (
    term TEXT NOT NULL,
    family TEXT NOT NULL REFERENCES family (id),
    PRIMARY KEY (term, family)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_term_of_family ON search_term (family);

CREATE TABLE form_text (
    sha256 TEXT PRIMARY KEY,
    form TEXT NOT NULL,
    version TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment (
    id TEXT PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    form TEXT NOT NULL,
    form_version TEXT NOT NULL,
    form_sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at TEXT NOT NULL,
    started_by TEXT NOT NULL,
    follows TEXT,
    finished BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX assessment_of_family ON assessment (family);

-- key is a JSON list: item, kind of subject, subject, account, row. One column, because every column of a row that is
-- written costs time under cipher_memory_security, and nothing is looked up by part of a key. Rows are found through
-- an index, because a table kept in the order of its key moves long answers to other pages each time they are written.
CREATE TABLE answer (                  -- assessment is empty for a fact that the family itself holds
    family TEXT NOT NULL REFERENCES family (id),
    assessment TEXT NOT NULL,
    key TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (family, assessment, key)
) STRICT;

CREATE TABLE raised_alert (
    place INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    assessment TEXT NOT NULL REFERENCES assessment (id),
    rule TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (assessment, rule, subject_kind, subject)
) STRICT;
CREATE INDEX raised_alert_of_family ON raised_alert (family);

CREATE TABLE note (
    assessment TEXT NOT NULL REFERENCES assessment (id),
    place INTEGER NOT NULL,
    family TEXT NOT NULL REFERENCES family (id),
    content BLOB NOT NULL,
    PRIMARY KEY (assessment, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_of_family ON note (family);

CREATE TABLE signed_version (
    assessment TEXT NOT NULL REFERENCES assessment (id),
    number INTEGER NOT NULL,
    family TEXT NOT NULL REFERENCES family (id),
    content BLOB NOT NULL,
    PRIMARY KEY (assessment, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX signed_version_of_family ON signed_version (family);
CREATE TRIGGER signed_is_signed BEFORE UPDATE ON signed_version BEGIN
    SELECT RAISE(ABORT, 'a signed version never changes');
END;

CREATE TABLE export (
    place INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    assessment TEXT NOT NULL REFERENCES assessment (id),
    check_code TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX export_of_family ON export (family);
CREATE INDEX export_of_assessment ON export (assessment, place);
CREATE INDEX export_by_sha256 ON export (sha256);
CREATE INDEX export_by_check_code ON export (check_code);
